using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>Labels as HTK writes them: <c>start end label</c>, a line each, in units of 100 ns.</summary>
/// <remarks>
/// What stands behind the label, as scores do, is passed over. Of a full-context label of HTS
/// (<c>x^x-sil+hh=iy@...</c>), as Merlin is trained with, the phoneme in the middle is read; the states that follow
/// each other in one (<c>[2]</c> to <c>[6]</c>) are joined. Numbers with a point are seconds, as Audacity writes them.
/// Source: Young et al. 2006, "The HTK Book", section 6.2.1; Zen 2006, "An example of context-dependent label format".
/// </remarks>
internal static partial class HtkLabels
{
    private const double UnitsInASecond = 1e7;
    private const int Shown = 40;

    /// <summary>Whether a file holds such labels, by its first line.</summary>
    public static bool AreIn(IReadOnlyList<TimesLine> lines) => lines.Count > 0 && IsLabel(lines[0]);

    /// <summary>Reads the labels.</summary>
    /// <exception cref="FaultException">A line is none.</exception>
    public static IReadOnlyList<TimedInterval> Parse(IReadOnlyList<TimesLine> lines, CorpusFile file)
    {
        var intervals = new List<TimedInterval>();
        var before = "";
        foreach (var line in lines)
        {
            if (!IsLabel(line))
                throw file.Failure(line.Number, "must be 'start end label' in units of 100 ns, as the lines before, "
                    + $"but is '{line.Start(Shown)}'.");
            var label = line.Fields.ElementAtOrDefault(2) ?? "";
            var interval = new TimedInterval(line.Number, Seconds(line, 0), Seconds(line, 1), Phoneme(label));
            if (GoesOn(before, label))
                intervals[^1] = intervals[^1] with { EndSeconds = interval.EndSeconds };
            else
                intervals.Add(interval);
            before = label;
        }
        return intervals;
    }

    private static bool IsLabel(TimesLine line) => line.Value(0) is not null && line.Value(1) is not null;

    private static double Seconds(TimesLine line, int field) =>
        line.Value(field)!.Value / (line.Fields[field].Contains('.', StringComparison.Ordinal) ? 1 : UnitsInASecond);

    private static string Phoneme(string label)
    {
        var context = FullContext().Match(label);
        return context.Success ? context.Groups["phoneme"].Value : label;
    }

    // The next state of the same label: its number is larger.
    private static bool GoesOn(string before, string label)
    {
        var (first, second) = (State().Match(before), State().Match(label));
        return first.Success && second.Success && first.Groups["label"].Value == second.Groups["label"].Value
            && string.CompareOrdinal(first.Groups["state"].Value, second.Groups["state"].Value) < 0;
    }

    [GeneratedRegex(@"^[^\^]*\^[^-]*-(?<phoneme>.+?)\+[^=]*=")]
    private static partial Regex FullContext();

    [GeneratedRegex(@"^(?<label>.*)\[(?<state>\d)\]$")]
    private static partial Regex State();
}
