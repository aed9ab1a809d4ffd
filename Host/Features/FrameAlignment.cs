namespace Melange.Host.Features;

/// <summary>Turns times of phonemes into whole frames.</summary>
public static class FrameAlignment
{
    /// <summary>Gives every phoneme at least one frame and all of them together every frame.</summary>
    /// <remarks>
    /// A boundary goes to the nearest frame border; where that would leave a phoneme without a frame, it moves by one.
    /// </remarks>
    /// <param name="endSeconds">Where each phoneme ends, in seconds, in order.</param>
    /// <param name="frames">Frames T of the utterance.</param>
    /// <param name="frameRateHz">Frames a second.</param>
    /// <returns>Frames of each phoneme, at least 1 each, T in total.</returns>
    /// <exception cref="ArgumentException">There are more phonemes than frames.</exception>
    public static long[] Durations(IReadOnlyList<double> endSeconds, long frames, double frameRateHz)
    {
        if (endSeconds.Count == 0 || endSeconds.Count > frames)
            throw new ArgumentException(
                $"endSeconds must be of 1 to {frames} phonemes, one a frame at most, but was of {endSeconds.Count}.");
        var durations = new long[endSeconds.Count];
        long start = 0;
        for (var i = 0; i < endSeconds.Count; i++)
        {
            var latest = frames - (endSeconds.Count - 1 - i); // leaves a frame for each phoneme to come
            var nearest = (long)Math.Round(endSeconds[i] * frameRateHz);
            var end = i == endSeconds.Count - 1 ? frames : Math.Clamp(nearest, start + 1, latest);
            durations[i] = end - start;
            start = end;
        }
        return durations;
    }

    /// <summary>The phonemes with their times.</summary>
    /// <param name="phonemes">Name of each phoneme, in order.</param>
    /// <param name="durations">Frames of each.</param>
    /// <param name="frameRateHz">Frames a second.</param>
    public static IReadOnlyList<PhonemeInterval> Intervals(
        IReadOnlyList<string> phonemes, IReadOnlyList<long> durations, double frameRateHz)
    {
        var intervals = new List<PhonemeInterval>();
        long start = 0;
        for (var i = 0; i < phonemes.Count; i++)
        {
            var end = start + durations[i];
            intervals.Add(new(phonemes[i], start / frameRateHz, end / frameRateHz));
            start = end;
        }
        return intervals;
    }

    /// <summary>Writes out which phoneme sounds in each frame.</summary>
    /// <param name="durations">Frames of each phoneme.</param>
    /// <returns>Index of the phoneme in each frame.</returns>
    public static long[] PhonemeOfFrames(IReadOnlyList<long> durations) =>
        [.. durations.SelectMany((frames, phoneme) => Enumerable.Repeat((long)phoneme, (int)frames))];
}
