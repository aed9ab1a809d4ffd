namespace Melange.Plugins;

/// <summary>Chooses one candidate of pitch a frame, so that all together cost least.</summary>
/// <remarks>
/// The path with the greatest sum of strengths less the costs of its steps: <c>VoicedUnvoicedCost</c> where voicing
/// begins or ends, <c>OctaveJumpCost · |log2(f/f')|</c> from one pitch to the next, both times 10 ms over the time
/// of a frame. Source: Boersma 1993, step 4 of its algorithm; the time is as in Praat.
/// </remarks>
/// <param name="octaveJumpCost">Cost of a jump by an octave, in strength.</param>
/// <param name="voicedUnvoicedCost">Cost of voicing's beginning or end, in strength.</param>
internal sealed class PitchPath(double octaveJumpCost, double voicedUnvoicedCost)
{
    /// <summary>Finds the path.</summary>
    /// <param name="frequencies">Frequency of each candidate in Hz, 0 if voiceless, C a frame, <c>[T·C]</c>.</param>
    /// <param name="strengths">Strength of each candidate, minus infinity where there is none, <c>[T·C]</c>.</param>
    /// <param name="candidates">Candidates a frame C.</param>
    /// <returns>Pitch of each frame in Hz, 0 where unvoiced, <c>[T]</c>.</returns>
    public double[] Find(double[] frequencies, double[] strengths, int candidates)
    {
        var total = (double[])strengths.Clone();
        var before = new int[total.Length];
        for (var here = candidates; here < total.Length; here++)
        {
            var start = here / candidates * candidates;
            var best = start - candidates;
            for (var last = best; last < start; last++)
                if (Through(last) > Through(best))
                    best = last;
            (total[here], before[here]) = (strengths[here] + Through(best), best);

            double Through(int last) => total[last] - Cost(frequencies[last], frequencies[here]);
        }
        return Back(frequencies, total, before, candidates);
    }

    private static double[] Back(double[] frequencies, double[] total, int[] before, int candidates)
    {
        var pitch = new double[total.Length / candidates];
        var at = Enumerable.Range(total.Length - candidates, candidates).MaxBy(candidate => total[candidate]);
        for (var frame = pitch.Length - 1; frame >= 0; frame--)
            (pitch[frame], at) = (frequencies[at], before[at]);
        return pitch;
    }

    private double Cost(double from, double to) => (from > 0, to > 0) switch
    {
        (false, false) => 0,
        (true, true) => octaveJumpCost * Math.Abs(Math.Log2(from / to)),
        _ => voicedUnvoicedCost
    };
}
