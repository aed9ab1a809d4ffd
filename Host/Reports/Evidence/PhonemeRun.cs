namespace Melange.Host.Reports.Evidence;

/// <summary>One phoneme over the frames that it lasts.</summary>
/// <param name="Id">Phoneme id.</param>
/// <param name="Start">First frame.</param>
/// <param name="End">Frame after the last.</param>
internal sealed record PhonemeRun(long Id, int Start, int End)
{
    /// <summary>Its length, in frames.</summary>
    public int Frames => End - Start;

    /// <summary>Parts the phonemes of all frames into runs.</summary>
    public static IReadOnlyList<PhonemeRun> Of(IReadOnlyList<long> phonemes)
    {
        var runs = new List<PhonemeRun>();
        var start = 0;
        for (var frame = 1; frame <= phonemes.Count; frame++)
        {
            if (frame < phonemes.Count && phonemes[frame] == phonemes[start])
                continue;
            runs.Add(new PhonemeRun(phonemes[start], start, frame));
            start = frame;
        }
        return runs;
    }
}
