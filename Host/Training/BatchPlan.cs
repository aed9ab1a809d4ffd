using Melange.Host.Assembly;
using Melange.Host.Features;

namespace Melange.Host.Training;

/// <summary>
/// Says which utterances, references and segments each step sees; every step can be asked for by itself.
/// </summary>
/// <remarks>
/// Each epoch is a fresh order of the training utterances; the plan depends on the seed alone, not on the variant.
/// </remarks>
public sealed class BatchPlan(PreparedCorpus corpus, TrainingOptions options, int seed)
{
    /// <summary>Puts together the batch of a step.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="device">Where the tensors shall live.</param>
    public TrainingBatch Batch(int step, Device device)
    {
        var random = new Random(unchecked((int)SeedSequence.Derive(seed, RandomUse.Batch, step)));
        var targets = Enumerable.Range(0, options.BatchSize)
            .Select(i => Item((long)step * options.BatchSize + i)).ToList();
        var references = targets.Select(target => Reference(target, random)).ToList();
        var longest = Math.Min(options.SegmentFrames, targets.Max(target => target.Frames));
        var pieces = targets.Select(target => Piece(target, longest, random)).ToArray();
        return Collation.Batch(targets, references, pieces, device);
    }

    private PreparedUtterance Item(long position)
    {
        var count = corpus.Training.Count;
        var order = Enumerable.Range(0, count).ToArray();
        new Random(unchecked((int)SeedSequence.Derive(seed, RandomUse.Order, position / count))).Shuffle(order);
        return corpus.Training[order[position % count]];
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
