namespace Melange.Plugins;

/// <summary>A file that says which label holds when: a TextGrid, labels of HTK or of Festival, or a CTM.</summary>
/// <remarks>What it is, is told by its content, not by its name. A CTM may hold many utterances.</remarks>
internal sealed class TimesFile
{
    private const int Shown = 40;
    private readonly CorpusFile file;
    private readonly Func<TierRules, string?, IReadOnlyList<TimedInterval>> intervals; // by rules and utterance

    private TimesFile(CorpusFile file, Func<TierRules, string?, IReadOnlyList<TimedInterval>> intervals) =>
        (this.file, this.intervals) = (file, intervals);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FaultException">It cannot be read, or holds no times.</exception>
    public static TimesFile Read(CorpusFile file)
    {
        var text = TextGridFile.TextOf(file);
        if (TextGridFile.IsTextGrid(text))
            return OfGrid(TextGridFile.Parse(text, file), file);
        var lines = TimesLine.Of(text);
        if (CtmFile.IsIn(lines)) // before others: an utterance may be called by a number
            return OfMany(CtmFile.Parse(lines, file), file);
        if (HtkLabels.AreIn(lines))
            return OfOne(HtkLabels.Parse(lines, file), file);
        if (FestivalLabels.AreIn(lines))
            return OfOne(FestivalLabels.Parse(lines, file), file);
        if (Path.GetExtension(file.Name).Equals(".TextGrid", StringComparison.OrdinalIgnoreCase))
            return OfGrid(TextGridFile.Parse(text, file), file); // it is none, and this says why
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
    public PhonemeTier Phonemes(TierRules rules, string? id, double? audioSeconds) =>
        PhonemeTier.Of(intervals(rules, id), rules, file, audioSeconds);

    private static TimesFile OfGrid(TextGridFile grid, CorpusFile file) =>
        new(file, (rules, _) => PhonemeTier.IntervalsOf(grid, rules.Tier, file));

    private static TimesFile OfOne(IReadOnlyList<TimedInterval> labels, CorpusFile file) => new(file, (_, _) => labels);

    private static TimesFile OfMany(CtmFile ctm, CorpusFile file) => new(file, (_, id) => ctm.IntervalsOf(id, file));
}
