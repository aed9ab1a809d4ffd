using Melange.Host.Assembly;

namespace Melange.Host.Training;

/// <summary>The order in which training sees its utterances: each once an epoch, in batches of like length.</summary>
/// <remarks>
/// With one bucket, an epoch is a shuffle. With more, the shuffled utterances are sorted into classes of length, each
/// with as many; batches are cut from one class after the other and then shuffled. A batch across two epochs takes
/// utterances of middle length from both. As in Khomenko et al. 2016 (sequence bucketing).
/// </remarks>
/// <param name="frames">Frames of each utterance.</param>
/// <param name="batchSize">Utterances a batch.</param>
/// <param name="buckets">Classes of length.</param>
/// <param name="seed">The trial's seed.</param>
public sealed class UtteranceOrder(IReadOnlyList<long> frames, int batchSize, int buckets, int seed)
{
    private (long Epoch, int[] Order) last = (-1, []);

    /// <summary>The utterance at a position of the endless sequence of epochs.</summary>
    /// <param name="position">Position, from 0.</param>
    public int At(long position)
    {
        var epoch = position / frames.Count;
        if (last.Epoch != epoch)
            last = (epoch, Epoch(epoch));
        return last.Order[position % frames.Count];
    }

    private int[] Epoch(long epoch)
    {
        var random = new Random(unchecked((int)SeedSequence.Derive(seed, RandomUse.Order, epoch)));
        var order = Enumerable.Range(0, frames.Count).ToArray();
        random.Shuffle(order);
        return buckets == 1 ? order : Bucketed(epoch, order, random);
    }

    private int[] Bucketed(long epoch, int[] shuffled, Random random)
    {
        var size = batchSize;
        var place = shuffled.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var line = shuffled.OrderBy(utterance => frames[utterance])
            .Chunk((frames.Count + buckets - 1) / buckets)
            .SelectMany(bucket => bucket.OrderBy(utterance => place[utterance])).ToList();
        var begun = (int)(epoch * line.Count % size);                               // of the last epoch's last batch
        var head = Math.Min(line.Count, (size - begun) % size);                     // ends that batch
        var tail = (line.Count - head) % size;                                      // begins the next epoch's first
        var middle = line.GetRange((line.Count - head - tail) / 2, head + tail);
        line.RemoveRange((line.Count - head - tail) / 2, head + tail);
        var batches = line.Chunk(size).ToArray();
        random.Shuffle(batches);
        return [.. middle[..head], .. batches.SelectMany(batch => batch), .. middle[head..]];
    }
}
