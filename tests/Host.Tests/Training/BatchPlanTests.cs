using Melange.Host.Assembly;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Training;
using Melange.Testing;
using Xunit.Abstractions;

namespace Melange.Host.Tests.Training;

public sealed class BatchPlanTests(ITestOutputHelper output)
{
    [Theory, InlineData(1), InlineData(3)]
    public void Batch_AskedForByItself_IsTheOneOfTheRow(int buckets)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var options = tiny.Options($"training.buckets={buckets}");
        var corpus = TinyRun.Corpus(options);
        var plan = new BatchPlan(corpus, options.Training, options.Seed);
        var row = Enumerable.Range(0, 9).Select(index => plan.Batch(index, CPU)).ToList();

        var alone = new BatchPlan(corpus, options.Training, options.Seed).Batch(8, CPU);

        TensorAssert.SameBits(row[8].Phonemes, alone.Phonemes);
        Assert.Equal(row[8].Targets, alone.Targets);
        Assert.Equal(row[8].Pieces, alone.Pieces);
        Assert.Equal(row[8].References, alone.References);
    }

    [Fact]
    public void Targets_MoreBuckets_PadLess()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options($"corpus.path={TestFolder.ShippedCorpus}");
        var corpus = RunAssembly.Prepare(options);

        var shares = new[] { 1, 2, 4, 8, 16 }.ToDictionary(buckets => buckets, buckets =>
            PaddedShare(corpus, options.Training with { BatchSize = 8, Buckets = buckets }));

        foreach (var (buckets, share) in shares)
            output.WriteLine($"{buckets} buckets: {share:p1} of {corpus.Training.Count} utterances' frames pad");
        Assert.True(shares[4] < shares[1] / 2, $"{shares[4]:p1} against {shares[1]:p1}.");
        Assert.True(shares[16] < shares[4], $"{shares[16]:p1} against {shares[4]:p1}.");
    }

    // Share of a batch's frames that are padding, over ten epochs.
    private static double PaddedShare(PreparedCorpus corpus, TrainingOptions options)
    {
        var plan = new BatchPlan(corpus, options, seed: 1);
        var batches = Enumerable.Range(0, 10 * corpus.Training.Count / options.BatchSize)
            .Select(index => plan.Targets(index).Select(target => target.Frames).ToList()).ToList();
        return 1 - batches.Sum(batch => batch.Sum()) / (double)batches.Sum(batch => batch.Count * batch.Max());
    }
}
