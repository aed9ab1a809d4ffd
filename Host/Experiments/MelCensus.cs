using Melange.Host.Features;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>Counts the values of log-mel spectrograms by bin and by phoneme.</summary>
/// <remarks>M mel bins, T frames. All sums are in float64.</remarks>
internal sealed class MelCensus : IDisposable
{
    private const int RangeUtterances = 200;
    private const int Bin = 0, Phoneme = 1; // kinds of tallies
    private const double FloorTolerance = 1e-4; // of float32 at -11.5

    private readonly IReadOnlyList<string> phonemes;
    private readonly double floor; // in nats
    private readonly Tensor low;  // [M, 1]
    private readonly Tensor high; // [M, 1]
    private readonly Dictionary<(bool IsTarget, int Kind, int Index), Tally> tallies = [];

    /// <summary>Takes the range of each bin from the training, at most 200 utterances spread over it.</summary>
    public MelCensus(PreparedCorpus corpus)
    {
        phonemes = corpus.Inventory.Phonemes;
        floor = Math.Log(corpus.Utterances[0].Format.MelFloor) + FloorTolerance;
        using var scope = NewDisposeScope();
        var ranges = corpus.TrainingSample(RangeUtterances).Select(utterance =>
        {
            using var mel = utterance.Mel.Read();
            return (Low: mel.amin([1], keepdim: true), High: mel.amax([1], keepdim: true));
        }).ToList();
        low = stack(ranges.Select(range => range.Low)).amin([0]).DetachFromDisposeScope();
        high = stack(ranges.Select(range => range.High)).amax([0]).DetachFromDisposeScope();
    }

    /// <summary>Counts a spectrogram.</summary>
    /// <param name="mel"><c>[M, T]</c>.</param>
    /// <param name="framePhonemes">Phoneme id of each frame, T.</param>
    /// <param name="isTarget">Whether it is the target's.</param>
    public void Add(Tensor mel, long[] framePhonemes, bool isTarget)
    {
        using var scope = NewDisposeScope();
        var beyond = mel.lt(low).logical_or(mel.gt(high));
        var silent = mel.le(floor);
        var bins = Tally.Along(mel, (silent, beyond), dim: 1);
        var frames = Tally.Along(mel, (silent, beyond), dim: 0);
        for (var bin = 0; bin < bins.Length; bin++)
            Of(isTarget, Bin, bin).Add(bins[bin]);
        for (var frame = 0; frame < frames.Length; frame++)
            Of(isTarget, Phoneme, (int)framePhonemes[frame]).Add(frames[frame]);
    }

    /// <summary>What was counted.</summary>
    public MelValues Values() => new(
        Spreads(Bin, index: null),
        [.. Enumerable.Range(0, (int)low.shape[0]).Select(bin => Spreads(Bin, bin))],
        tallies.Keys.Where(key => key.Kind == Phoneme).Select(key => key.Index).Distinct().Order()
            .ToDictionary(id => phonemes[id], id => Spreads(Phoneme, id)));

    /// <inheritdoc/>
    public void Dispose()
    {
        low.Dispose();
        high.Dispose();
    }

    private Tally Of(bool isTarget, int kind, int index) =>
        tallies.TryGetValue((isTarget, kind, index), out var tally)
            ? tally : tallies[(isTarget, kind, index)] = new();

    private MelSpreads Spreads(int kind, int? index) => new(Spread(true, kind, index), Spread(false, kind, index));

    private MelSpread? Spread(bool isTarget, int kind, int? index)
    {
        var sum = new Tally();
        foreach (var (key, tally) in tallies)
            if (key.IsTarget == isTarget && key.Kind == kind && (index is null || key.Index == index))
                sum.Add(tally);
        return sum.Spread();
    }

    /// <summary>Sums of values.</summary>
    private sealed class Tally
    {
        private long values;
        private double low = double.PositiveInfinity, high = double.NegativeInfinity, sum, squares, floor, beyond;

        /// <summary>Sums along an axis, one a bin or one a frame.</summary>
        public static Tally[] Along(Tensor mel, (Tensor Floor, Tensor Beyond) marks, long dim)
        {
            var wide = mel.to(float64);
            double[][] sums =
            [
                .. new[] { wide.amin([dim]), wide.amax([dim]), wide.sum(dim), wide.square().sum(dim),
                    marks.Floor.to(float64).sum(dim), marks.Beyond.to(float64).sum(dim) }
                    .Select(one => one.data<double>().ToArray())
            ];
            return [.. sums[0].Select((_, i) => new Tally
            {
                values = mel.shape[dim],
                low = sums[0][i],
                high = sums[1][i],
                sum = sums[2][i],
                squares = sums[3][i],
                floor = sums[4][i],
                beyond = sums[5][i]
            })];
        }

        public void Add(Tally other)
        {
            values += other.values;
            (low, high) = (Math.Min(low, other.low), Math.Max(high, other.high));
            (sum, squares) = (sum + other.sum, squares + other.squares);
            (floor, beyond) = (floor + other.floor, beyond + other.beyond);
        }

        public MelSpread? Spread()
        {
            if (values == 0)
                return null;
            var mean = sum / values;
            var deviation = Math.Sqrt(Math.Max(0, squares / values - mean * mean));
            return new(values, low, high, mean, deviation, floor / values, beyond / values);
        }
    }
}
