namespace Melange.Plugins;

/// <summary>A file that says which label holds when: a TextGrid, labels of HTK or of Festival, or a CTM.</summary>
/// <remarks>What it is, is told by its content, not by its name. One of a CTM's may hold many utterances.</remarks>
internal sealed class TimesFile
{
    private const int Shown = 40;
    private readonly CorpusFile file;
    private readonly TextGridFile? grid;
    private readonly IReadOnlyList<TimedInterval>? labels;
    private readonly CtmFile? ctm;

    private TimesFile(CorpusFile file, TextGridFile grid) => (this.file, this.grid) = (file, grid);

    private TimesFile(CorpusFile file, IReadOnlyList<TimedInterval> labels) => (this.file, this.labels) = (file, labels);

    private TimesFile(CorpusFile file, CtmFile ctm) => (this.file, this.ctm) = (file, ctm);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FaultException">It cannot be read, or holds no times.</exception>
    public static TimesFile Read(CorpusFile file)
    {
        var text = TextGridFile.TextOf(file);
        if (TextGridFile.IsTextGrid(text))
            return new(file, TextGridFile.Parse(text, file));
        var lines = TimesLine.Of(text);
        if (CtmFile.IsIn(lines)) // before others: an utterance may be called by a number
            return new(file, CtmFile.Parse(lines, file));
        if (HtkLabels.AreIn(lines))
            return new(file, HtkLabels.Parse(lines, file));
        if (FestivalLabels.AreIn(lines))
            return new(file, FestivalLabels.Parse(lines, file));
        if (Path.GetExtension(file.Name).Equals(".TextGrid", StringComparison.OrdinalIgnoreCase))
            return new(file, TextGridFile.Parse(text, file)); // it is none, and this says why
        throw file.Failure(lines.Count == 0 ? 0 : lines[0].Number,
            "must hold times (a TextGrid, lines of 'start end label', or a CTM), but "
            + (lines.Count == 0 ? "is empty." : $"begins with '{lines[0].Start(Shown)}'."));
    }

    /// <summary>Whether a file holds times, and no words.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public static bool HasTimes(CorpusFile file)
    {
        var text = TextGridFile.TextOf(file);
        var lines = TimesLine.Of(text);
        return TextGridFile.IsTextGrid(text) || CtmFile.IsIn(lines) || HtkLabels.AreIn(lines)
            || FestivalLabels.AreIn(lines);
    }

    /// <summary>Which phoneme of an utterance sounds when.</summary>
    /// <param name="rules">Name of a TextGrid's tier, and what is put right.</param>
    /// <param name="id">The utterance; null for that of a file which holds one alone.</param>
    /// <param name="audioSeconds">Duration of its audio in seconds; null where it is not known.</param>
    /// <exception cref="FaultException">It has no such tier or utterance, or an interval is out of place.</exception>
    public PhonemeTier Phonemes(TierRules rules, string? id, double? audioSeconds)
    {
        var intervals = grid is not null ? PhonemeTier.IntervalsOf(grid, rules.Tier, file)
            : labels ?? ctm!.IntervalsOf(id, file);
        return PhonemeTier.Of(intervals, rules, file, audioSeconds);
    }
}
