namespace Melange.Bench;

/// <summary>Monotonic alignment search in tensor operations, a few for each frame.</summary>
/// <remarks>
/// Each is over phonemes and batch at once. Source: Kim et al. 2020 (Glow-TTS), section 3.2, algorithm 1.
/// </remarks>
internal static class FrameByFrameSearch
{
    /// <summary>Searches items whose phonemes and frames are all real.</summary>
    /// <param name="logLikelihood">In nats, <c>[B, P, T]</c>.</param>
    /// <returns>Frames of each phoneme, int64 <c>[B, P]</c>.</returns>
    public static Tensor Durations(Tensor logLikelihood)
    {
        using var scope = NewDisposeScope();
        var byFrame = logLikelihood.to(float64).permute(2, 0, 1).contiguous();      // [T, B, P]
        var (frames, batch, phonemes) = (byFrame.shape[0], byFrame.shape[1], byFrame.shape[2]);
        var comes = zeros([frames, batch, phonemes], dtype: ScalarType.Bool);
        var nowhere = full([batch, 1], double.NegativeInfinity, dtype: float64);
        var best = cat([byFrame[0].narrow(1, 0, 1), nowhere.expand(-1, phonemes - 1)], 1); // [B, P]
        for (var t = 1; t < frames; t++)
        {
            using var step = NewDisposeScope();
            var before = cat([nowhere, best.narrow(1, 0, phonemes - 1)], 1);
            comes[t] = before > best;
            best = (byFrame[t] + maximum(before, best)).MoveToOuterDisposeScope();
        }
        return Backwards(comes.to(int64)).MoveToOuterDisposeScope();
    }

    private static Tensor Backwards(Tensor comes)
    {
        var (frames, batch, phonemes) = (comes.shape[0], comes.shape[1], comes.shape[2]);
        var durations = zeros([batch, phonemes], dtype: int64);
        var phoneme = full([batch, 1], phonemes - 1, dtype: int64);
        var one = ones_like(phoneme);
        for (var t = frames - 1; t >= 0; t--)
        {
            using var step = NewDisposeScope();
            durations.scatter_add_(1, phoneme, one);
            phoneme = (phoneme - comes[t].gather(1, phoneme)).MoveToOuterDisposeScope();
        }
        return durations;
    }
}
