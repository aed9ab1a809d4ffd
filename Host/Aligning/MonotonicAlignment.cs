using System.Runtime.InteropServices;
using static Melange.TensorShape;

namespace Melange.Host.Aligning;

/// <summary>Finds which phoneme sounds in which frame: the most likely path through both in order.</summary>
/// <remarks>
/// Every frame has one phoneme, every phoneme at least one frame, and order is kept. Source: Kim et al. 2020
/// (Glow-TTS), section 3.2, algorithm 1. Where staying with a phoneme is as likely as coming from the one before, it
/// stays. Sums are taken in float64. The search runs over elements in C#, on the CPU, which departs from the rule that
/// tensor operations do all arithmetic: each frame depends on the one before, and the same search in tensor
/// operations, a handful for each frame, takes longer (<c>docs/alignment.md</c> has the figures).
/// </remarks>
public static class MonotonicAlignment
{
    /// <summary>Searches the most likely path of every item.</summary>
    /// <param name="logLikelihood">Of each frame under each phoneme, in nats, <c>[B, P, T]</c>; what lies beyond an
    /// item's size is not looked at.</param>
    /// <param name="sizes">How much of each item is real, B in order.</param>
    /// <returns>Frames of each real phoneme, at least 1 each; B in order.</returns>
    /// <exception cref="TensorShapeException">The likelihood is not shaped as stated.</exception>
    /// <exception cref="ArgumentException">An item has more phonemes than frames, or is larger than the tensor.
    /// </exception>
    public static IReadOnlyList<long[]> Durations(Tensor logLikelihood, IReadOnlyList<AlignmentSize> sizes)
    {
        HasShape(logLikelihood, "B P T", [Any, Any, Any]);
        ArgumentNullException.ThrowIfNull(sizes);
        Check(sizes, logLikelihood.shape);

        using var scope = NewDisposeScope();
        var byFrame = logLikelihood.detach().transpose(1, 2).to(CPU).to(float64).contiguous();  // [B, T, P]
        var values = MemoryMarshal.Cast<byte, double>(byFrame.bytes);
        var (width, size) = ((int)byFrame.shape[2], (int)(byFrame.shape[1] * byFrame.shape[2]));
        var durations = new long[sizes.Count][];
        for (var item = 0; item < sizes.Count; item++)
            durations[item] = Path(values.Slice(item * size, size), width, sizes[item]);
        return durations;
    }

    // best[p] is the highest total of a path that is at phoneme p in the current frame.
    private static long[] Path(ReadOnlySpan<double> byFrame, int width, AlignmentSize size)
    {
        var best = new double[size.Phonemes];
        var comes = new bool[size.Frames * size.Phonemes]; // from the phoneme before, rather than staying
        best.AsSpan().Fill(double.NegativeInfinity);
        best[0] = byFrame[0];
        for (var t = 1; t < size.Frames; t++)
        {
            var now = byFrame.Slice(t * width, size.Phonemes);
            var comesNow = comes.AsSpan(t * size.Phonemes, size.Phonemes);
            for (var p = Math.Min(t, size.Phonemes - 1); p > 0; p--)
            {
                comesNow[p] = p == t || best[p - 1] > best[p];
                best[p] = now[p] + Math.Max(best[p - 1], best[p]);
            }
            best[0] += now[0];
        }
        return Backwards(comes, size);
    }

    private static long[] Backwards(bool[] comes, AlignmentSize size)
    {
        var durations = new long[size.Phonemes];
        var phoneme = size.Phonemes - 1;
        for (var t = size.Frames - 1; t >= 0; t--)
        {
            durations[phoneme]++;
            if (comes[t * size.Phonemes + phoneme])
                phoneme--;
        }
        return durations;
    }

    private static void Check(IReadOnlyList<AlignmentSize> sizes, long[] shape)
    {
        if (sizes.Count != shape[0])
            throw new ArgumentException($"sizes must be one for each of {shape[0]} items, but was {sizes.Count}.");
        for (var item = 0; item < sizes.Count; item++)
        {
            var (phonemes, frames) = sizes[item];
            if (phonemes < 1 || phonemes > frames)
                throw new ArgumentException($"phonemes of item {item} must be at least 1 and at most its {frames} "
                    + $"frames, one each, but was {phonemes}.");
            if (phonemes > shape[1] || frames > shape[2])
                throw new ArgumentException($"sizes of item {item} must be at most P = {shape[1]} and T = {shape[2]}, "
                    + $"but was {phonemes} and {frames}.");
        }
    }
}

/// <summary>How much of an item of a padded batch is real.</summary>
/// <param name="Phonemes">Real phonemes, at least 1.</param>
/// <param name="Frames">Real frames, at least as many.</param>
public readonly record struct AlignmentSize(int Phonemes, int Frames);
