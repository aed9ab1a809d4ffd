using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Training;

/// <summary>
/// Says which utterances, references and segments each batch has; every batch can be asked for by itself.
/// </summary>
/// <remarks>
/// Each epoch is a fresh order of the training utterances; the plan depends on the seed alone, not on the variant.
/// </remarks>
public sealed class BatchPlan(PreparedCorpus corpus, TrainingOptions options, int seed)
{
    private readonly UtteranceOrder order =
        new([.. corpus.Training.Select(utterance => utterance.Frames)], options.BatchSize, options.Buckets, seed);

    /// <summary>The utterances that batches are drawn from, and those that are held out.</summary>
    public PreparedCorpus Corpus => corpus;

    /// <summary>The utterances of a batch.</summary>
    /// <param name="index">Batch, from 0; a step takes the next ones, as many as are accumulated.</param>
    public IReadOnlyList<PreparedUtterance> Targets(long index) =>
        [.. Enumerable.Range(0, options.BatchSize)
            .Select(i => corpus.Training[order.At(index * options.BatchSize + i)])];

    /// <summary>Puts together a batch.</summary>
    /// <param name="index">Batch, from 0; a step takes the next ones, as many as are accumulated.</param>
    /// <param name="device">Where the tensors shall live.</param>
    public TrainingBatch Batch(long index, Device device)
    {
        var random = new Random(unchecked((int)SeedSequence.Derive(seed, RandomUse.Batch, index)));
        var targets = Targets(index);
        var references = targets.Select(target => Reference(target, random)).ToList();
        var longest = Math.Min(options.SegmentFrames, targets.Max(target => target.Frames));
        var pieces = targets.Select(target => Piece(target, longest, random)).ToArray();
        return TrainingBatch.Of(targets, references, pieces, device);
    }

    private PreparedUtterance Reference(PreparedUtterance target, Random random)
    {
        var others = corpus.ReferencesFor(target);
        return others.Count > 0 ? others[random.Next(others.Count)] : target;
    }

    private static (long Start, long Length) Piece(PreparedUtterance target, long longest, Random random)
    {
        var length = Math.Min(longest, target.Frames);
        return (random.NextInt64(target.Frames - length + 1), length);
    }
}
