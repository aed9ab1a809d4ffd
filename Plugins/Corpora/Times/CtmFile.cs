using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>The labels of many utterances: <c>utterance channel start duration label</c>, a line each, in seconds.
/// </summary>
/// <remarks>
/// What stands behind the label, as confidences do, is passed over, and so are lines that begin with <c>;;</c>. Kaldi's
/// marks of a phoneme's place in its word (<c>ah_B</c>, <c>_I</c>, <c>_E</c>, <c>_S</c>) are taken off where a file has
/// both <c>_B</c> and <c>_E</c>. Source: NIST's SCTK, "ctm - Definition of time marked conversation scoring input";
/// Kaldi, <c>ali-to-phones --ctm-output</c>.
/// </remarks>
/// <param name="Utterances">The intervals of each utterance, in the order of the file.</param>
internal sealed partial record CtmFile(IReadOnlyDictionary<string, IReadOnlyList<TimedInterval>> Utterances)
{
    private const int LeastFields = 5;
    private const int Shown = 40;

    /// <summary>Whether a file holds them, by its first line that is no comment.</summary>
    public static bool IsIn(IReadOnlyList<TimesLine> lines) => Rows(lines).FirstOrDefault() is { } line && IsRow(line);

    /// <summary>Reads the labels.</summary>
    /// <exception cref="FaultException">A line is none.</exception>
    public static CtmFile Parse(IReadOnlyList<TimesLine> lines, CorpusFile file)
    {
        var rows = Rows(lines).ToList();
        if (rows.Find(row => !IsRow(row)) is { } broken)
            throw file.Failure(broken.Number,
                $"must be 'utterance channel start duration label' in seconds, but is '{broken.Start(Shown)}'.");
        var ends = rows.Select(row => Place().Match(row.Fields[4]).Value).ToHashSet();
        var havePlaces = ends.Contains("_B") && ends.Contains("_E");
        return new(rows.GroupBy(row => row.Fields[0]).ToDictionary(utterance => utterance.Key,
            utterance => (IReadOnlyList<TimedInterval>)[.. utterance.Select(row => Interval(row, havePlaces))]));
    }

    /// <summary>The intervals of an utterance.</summary>
    /// <param name="id">The utterance; null for the only one.</param>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">There is no such utterance, or not one alone.</exception>
    public IReadOnlyList<TimedInterval> IntervalsOf(string? id, CorpusFile file)
    {
        if (id is null && Utterances.Count == 1)
            return Utterances.Values.Single();
        if (id is null)
            throw file.Failure(0, $"must hold the times of one utterance, but holds those of {Utterances.Count}.");
        return Utterances.TryGetValue(id, out var intervals) ? intervals : throw file.Failure(0,
            $"must hold the times of '{id}', but does not.{NearestName.Suggest(id, Utterances.Keys)}");
    }

    private static IEnumerable<TimesLine> Rows(IReadOnlyList<TimesLine> lines) =>
        lines.Where(line => !line.Fields[0].StartsWith(";;", StringComparison.Ordinal));

    private static bool IsRow(TimesLine line) =>
        line.Fields.Length >= LeastFields && line.Value(2) is not null && line.Value(3) is not null;

    // Decimals: 0.1 s and 0.2 s end at 0.3 s.
    private static TimedInterval Interval(TimesLine row, bool havePlaces)
    {
        var (start, duration) = ((decimal)row.Value(2)!.Value, (decimal)row.Value(3)!.Value);
        var label = havePlaces ? Place().Replace(row.Fields[4], "") : row.Fields[4];
        return new(row.Number, (double)start, (double)(start + duration), label);
    }

    [GeneratedRegex("(?<=.)_[BIES]$")]
    private static partial Regex Place();
}
