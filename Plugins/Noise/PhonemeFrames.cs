namespace Melange.Plugins;

/// <summary>Finds for each target frame the reference frame whose noise it takes.</summary>
internal static class PhonemeFrames
{
    /// <summary>Stands for a target frame whose phoneme does not occur in the reference.</summary>
    public const long None = -1;

    /// <summary>
    /// The reference frame of each target frame: run k of a phoneme takes run k mod n of its n runs in the reference,
    /// stretched: of a run of Lr frames, frame i of Lt takes frame ⌊i·Lr/Lt⌋.
    /// </summary>
    /// <param name="target">Phoneme of each target frame; null where it is padding.</param>
    /// <param name="reference">Phoneme of each reference frame; null where it is padding.</param>
    /// <returns>A reference frame, or <see cref="None"/>, for each target frame.</returns>
    public static long[] Taken(IReadOnlyList<long?> target, IReadOnlyList<long?> reference)
    {
        var taken = Enumerable.Repeat(None, target.Count).ToArray();
        var offers = Runs(reference).ToLookup(run => run.Phoneme);
        foreach (var wanted in Runs(target).GroupBy(run => run.Phoneme))
        {
            var offered = offers[wanted.Key].ToList();
            foreach (var (k, run) in offered.Count == 0 ? [] : wanted.Index())
                for (var i = 0; i < run.Length; i++)
                    taken[run.First + i] = offered[k % offered.Count].FrameAt(i, run.Length);
        }
        return taken;
    }

    private static IEnumerable<Run> Runs(IReadOnlyList<long?> phonemes)
    {
        for (var (first, next) = (0, 0); first < phonemes.Count; first = next)
        {
            while (next < phonemes.Count && phonemes[next] == phonemes[first])
                next++;
            if (phonemes[first] is { } phoneme)
                yield return new(phoneme, first, next - first);
        }
    }

    // Frames of one phoneme in a row.
    private sealed record Run(long Phoneme, int First, int Length)
    {
        public long FrameAt(int index, int length) => First + (long)index * Length / length;
    }
}
