namespace Melange.Plugins;

/// <summary>Labels as Festival and xlabel write them: behind a line <c>#</c>, <c>end colour label</c> in seconds.
/// </summary>
/// <remarks>Each begins where the one before ends. Source: the manual of Festival 2.4, "utt.save.segs".</remarks>
internal static class FestivalLabels
{
    private const string EndOfHeader = "#";
    private const int Shown = 40;

    /// <summary>Whether a file holds such labels.</summary>
    public static bool AreIn(IReadOnlyList<TimesLine> lines) =>
        Labels(lines).FirstOrDefault() is { } line && IsLabel(line);

    /// <summary>Reads the labels.</summary>
    /// <exception cref="FaultException">A line is none.</exception>
    public static IReadOnlyList<TimedInterval> Parse(IReadOnlyList<TimesLine> lines, CorpusFile file)
    {
        var intervals = new List<TimedInterval>();
        foreach (var line in Labels(lines))
        {
            if (!IsLabel(line))
                throw file.Failure(line.Number,
                    $"must be 'end colour label' in seconds, as the lines before, but is '{line.Start(Shown)}'.");
            intervals.Add(new(line.Number, intervals.Count == 0 ? 0 : intervals[^1].EndSeconds, line.Value(0)!.Value,
                line.Fields.ElementAtOrDefault(2) ?? ""));
        }
        return intervals;
    }

    private static IEnumerable<TimesLine> Labels(IReadOnlyList<TimesLine> lines) =>
        lines.SkipWhile(line => !line.Fields.SequenceEqual([EndOfHeader])).Skip(1);

    private static bool IsLabel(TimesLine line) => line.Value(0) is not null && line.Value(1) is not null;
}
