using Melange.Host.Reports.Evidence;

namespace Melange.Host.Reports.Figures;

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
