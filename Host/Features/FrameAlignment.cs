namespace Melange.Host.Features;

/// <summary>Turns times of phonemes into whole frames.</summary>
public static class FrameAlignment
{
    /// <summary>Gives every phoneme at least one frame and all of them together every frame.</summary>
    /// <remarks>
    /// A boundary goes to the nearest frame border; where that would leave a phoneme without a frame, it moves by one.
    /// </remarks>
    /// <param name="intervals">Phonemes in order, without gaps.</param>
    /// <param name="frames">Frames T of the utterance.</param>
    /// <param name="frameRateHz">Frames a second.</param>
    /// <returns>Frames of each phoneme, at least 1 each, T in total.</returns>
    /// <exception cref="ArgumentException">There are more phonemes than frames.</exception>
    public static long[] Durations(IReadOnlyList<PhonemeInterval> intervals, long frames, double frameRateHz)
    {
        if (intervals.Count == 0 || intervals.Count > frames)
            throw new ArgumentException(
                $"intervals must be 1 to {frames} phonemes, one a frame at most, but was {intervals.Count}.");
        var durations = new long[intervals.Count];
        long start = 0;
        for (var i = 0; i < intervals.Count; i++)
        {
            var latest = frames - (intervals.Count - 1 - i); // leaves a frame for each phoneme to come
            var nearest = (long)Math.Round(intervals[i].EndSeconds * frameRateHz);
            var end = i == intervals.Count - 1 ? frames : Math.Clamp(nearest, start + 1, latest);
            durations[i] = end - start;
            start = end;
        }
        return durations;
    }

    /// <summary>Writes out which phoneme sounds in each frame.</summary>
    /// <param name="durations">Frames of each phoneme.</param>
    /// <returns>Index of the phoneme in each frame.</returns>
    public static long[] PhonemeOfFrames(IReadOnlyList<long> durations) =>
        [.. durations.SelectMany((frames, phoneme) => Enumerable.Repeat((long)phoneme, (int)frames))];
}
