using Melange.Host.Training;
using Melange.Testing;

namespace Melange.Host.Tests.Training;

public sealed class BatchPlanTests
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

        Assert.Equal(row[8].Targets, alone.Targets);
        Assert.Equal(row[8].Pieces, alone.Pieces);
        Assert.Equal(row[8].References, alone.References);
        TensorAssert.SameBits(row[8].Phonemes, alone.Phonemes);
    }
}
