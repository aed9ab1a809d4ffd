namespace Melange.Host.Pictures;

/// <summary>A label of a phoneme on an axis.</summary>
/// <param name="Text">Name of the phoneme.</param>
/// <param name="Centre">Where along the axis, in units of the figure.</param>
/// <param name="Row">Row beside the axis: 0 is the nearest.</param>
/// <param name="Id">Phoneme id.</param>
internal sealed record PhonemeLabel(string Text, double Centre, int Row, long Id);

/// <summary>Frames along one axis of a figure.</summary>
/// <param name="Start">Where the first frame begins, in units of the figure.</param>
/// <param name="Length">Length of all frames.</param>
/// <param name="Phonemes">Phoneme id of each frame.</param>
internal sealed record FrameAxis(double Start, double Length, IReadOnlyList<long> Phonemes)
{
    /// <summary>The phonemes, each with the frames that it lasts.</summary>
    public IReadOnlyList<PhonemeRun> Runs { get; } = PhonemeRun.Of(Phonemes);

    /// <summary>Where a frame begins.</summary>
    public double At(double frame) => Start + Length * frame / Phonemes.Count;

    /// <summary>Where one phoneme ends and the next begins.</summary>
    public IEnumerable<double> Boundaries => Runs.Skip(1).Select(run => At(run.Start));

    /// <summary>Places a label at the middle of each phoneme, in a further row where the nearest is taken.</summary>
    /// <param name="names">Name of each phoneme id.</param>
    /// <param name="roomOf">How much of the axis a label takes.</param>
    /// <param name="rows">Rows there are; where all are taken the label goes to the one that is free first.</param>
    public IReadOnlyList<PhonemeLabel> Labels(IReadOnlyList<string> names, Func<string, double> roomOf, int rows)
    {
        var ends = new double[rows];
        Array.Fill(ends, double.NegativeInfinity);
        var labels = new List<PhonemeLabel>();
        foreach (var run in Runs.Where(run => run.Id != 0))
        {
            var name = run.Id > 0 && run.Id < names.Count ? names[(int)run.Id] : $"#{run.Id}";
            var (centre, room) = (At((run.Start + run.End) / 2.0), roomOf(name));
            var row = Array.FindIndex(ends, end => end <= centre - room / 2);
            row = row < 0 ? Array.IndexOf(ends, ends.Min()) : row;
            ends[row] = centre + room / 2;
            labels.Add(new PhonemeLabel(name, centre, row, run.Id));
        }
        return labels;
    }
}

/// <summary>How much room a phoneme's name takes on an axis, in units of the figure.</summary>
internal static class LetterRoom
{
    private const double Letter = 6.4, Gap = 5, Line = 11;

    /// <summary>Along a horizontal axis.</summary>
    public static double Across(string name) => name.Length * Letter + Gap;

    /// <summary>Along a vertical axis.</summary>
    public static double Down(string name) => Line;
}

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
