using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Training;
using Xunit.Abstractions;

namespace Melange.Host.Tests.Training;

public sealed class UtteranceOrderTests(ITestOutputHelper output)
{
    private static readonly long[] Frames = [.. Enumerable.Range(0, 23).Select(i => 10L + i * 7 % 23)]; // 10 to 32

    [Theory, InlineData(1), InlineData(3), InlineData(40)]
    public void At_ThreeEpochs_HasEachUtteranceOnceAnEpoch(int buckets)
    {
        var order = Order(buckets, seed: 1);

        foreach (var epoch in Enumerable.Range(0, 3))
            Assert.Equal(Enumerable.Range(0, 23),
                Enumerable.Range(0, 23).Select(i => order.At(epoch * 23 + i)).Order());
    }

    [Theory, InlineData(1), InlineData(3)]
    public void At_AnyPositionFirst_IsTheSame(int buckets)
    {
        var positions = Enumerable.Range(0, 92).ToList();
        var forwards = Order(buckets, seed: 1);
        var backwards = Order(buckets, seed: 1);
        var expected = positions.Select(position => forwards.At(position)).ToList();

        var reversed = Enumerable.Reverse(positions).Select(position => backwards.At(position)).ToList();

        reversed.Reverse();
        Assert.Equal(expected, reversed);
    }

    [Theory, InlineData(1), InlineData(3)]
    public void At_OtherSeedOrEpoch_IsAnotherOrder(int buckets)
    {
        var order = Order(buckets, seed: 1);
        var other = Order(buckets, seed: 2);
        int[] first = [.. Enumerable.Range(0, 23).Select(i => order.At(i))];

        Assert.NotEqual(first, Enumerable.Range(0, 23).Select(i => order.At(23 + i)));
        Assert.NotEqual(first, Enumerable.Range(0, 23).Select(i => other.At(i)));
    }

    [Fact]
    public void At_OneBucket_IsTheShuffleOfTheEpochsSeed()
    {
        var order = Order(buckets: 1, seed: 5);
        var expected = Enumerable.Range(0, 23).ToArray();
        new Random(unchecked((int)SeedSequence.Derive(5, RandomUse.Order, 2))).Shuffle(expected);

        Assert.Equal(expected, Enumerable.Range(46, 23).Select(position => order.At(position)));
    }

    [Fact]
    public void At_BucketPerBatch_MakesEveryBatchOfLikeLengths()
    {
        var order = Order(buckets: 6, seed: 1);

        var spans = Batches(order).Select(batch => batch.Max() - batch.Min()).ToList();

        // Four neighbours of 23 lengths differ by 3; of two classes, or around the gap of the middle, by up to 13.
        Assert.All(spans, span => Assert.InRange(span, 0, 13));
        Assert.True(spans.Average() < 7, $"The lengths of a batch differ by {spans.Average()} frames.");
        Assert.True(Batches(Order(buckets: 1, seed: 1)).Average(batch => batch.Max() - batch.Min()) > 11);
    }

    [Fact]
    public void At_Buckets_ShuffleTheBatches()
    {
        var order = Order(buckets: 6, seed: 1);

        var means = Batches(order).Take(5).Select(batch => batch.Average()).ToList();

        Assert.NotEqual(means.Order(), means);
    }

    [Fact]
    public void At_MoreBucketsOfTheShippedCorpus_PadsLess()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options($"corpus.path={TestFolder.ShippedCorpus}");
        long[] frames = [.. RunAssembly.ReadCorpus(options).Where(utterance => !utterance.IsHeldOut)
            .Select(utterance => (long)utterance.Samples.Count / options.Features.HopSamples)];

        var shares = new[] { 1, 2, 4, 8, 16 }.ToDictionary(buckets => buckets,
            buckets => PaddedShare(frames, new() { BatchSize = 8, Buckets = buckets }));

        foreach (var (buckets, share) in shares)
            output.WriteLine($"{buckets} buckets: {share:p1} of the frames of {frames.Length} utterances is padding");
        Assert.True(shares[4] < shares[1] / 2, $"{shares[4]:p1} against {shares[1]:p1}.");
        Assert.True(shares[16] < shares[4], $"{shares[16]:p1} against {shares[4]:p1}.");
    }

    // Share of a batch's frames that is padding, over ten epochs.
    private static double PaddedShare(long[] frames, TrainingOptions options)
    {
        var order = new UtteranceOrder(frames, options.BatchSize, options.Buckets, seed: 1);
        var batches = Enumerable.Range(0, 10 * frames.Length)
            .Select(position => frames[order.At(position)]).Chunk(options.BatchSize).ToList();
        return 1 - batches.Sum(batch => batch.Sum()) / (double)batches.Sum(batch => batch.Length * batch.Max());
    }

    private static UtteranceOrder Order(int buckets, int seed) =>
        new(Frames, batchSize: 4, buckets, seed);

    // Over 4 epochs, 23 batches of 4: three of them stand across two epochs.
    private static IEnumerable<long[]> Batches(UtteranceOrder order) =>
        Enumerable.Range(0, 92).Select(position => Frames[order.At(position)]).Chunk(4);
}
