using System.Globalization;
using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>Where each column of <c>metadata.csv</c> stands, as its header says.</summary>
/// <param name="Count">Fields of a row.</param>
/// <param name="Places">Place of id, text, speaker, emotion and, where there is one, phonemes; from 0.</param>
internal sealed partial record MetadataColumns(int Count, IReadOnlyList<int> Places)
{
    private const string Phonemes = "phonemes";

    /// <summary>The columns that there must be.</summary>
    public static IReadOnlyList<string> Required { get; } = ["id", "text", "speaker", "emotion"];

    /// <summary>Whether there is a column of phonemes.</summary>
    public bool HasPhonemes => Places.Count > Required.Count;

    /// <summary>Reads the header: names in any order and case, beside the numbers that pandas adds.</summary>
    /// <exception cref="FaultException">There is no header, or it lacks a column, or has others.</exception>
    public static MetadataColumns Of(CsvTable table, bool mayHavePhonemes, CorpusFile file)
    {
        if (table.Rows.Count == 0)
            throw new FaultException(table.Faults is [_, ..] broken ? broken : [file.Fault(0,
                "must begin with the header id,text,speaker,emotion, but is empty.")]);
        var header = table.Rows[0].Fields.Select(name => name.ToLowerInvariant()).ToList();
        var isIndex = header.Select((name, place) => IsIndex(name, table.Rows.Skip(1), place)).ToList();
        var names = header.Where((_, place) => !isIndex[place]).ToList();
        IReadOnlyList<string> expected =
            mayHavePhonemes && names.Contains(Phonemes) ? [.. Required, Phonemes] : Required;
        return names.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal))
            ? new(header.Count, [.. expected.Select(name => header.IndexOf(name))])
            : throw new FaultException([.. table.Faults, OtherHeader(table.Rows[0], mayHavePhonemes, file)]);
    }

    /// <summary>The fields of a row in the order of the names.</summary>
    public IReadOnlyList<string> FieldsOf(CsvRow row) => [.. Places.Select(place => row.Fields[place])];

    // A column without a name that counts the rows (pandas) or has nothing in it (Excel).
    private static bool IsIndex(string name, IEnumerable<CsvRow> rows, int place) => Unnamed().IsMatch(name)
        && rows.Select(row => row.Fields.ElementAtOrDefault(place) ?? "").All(field => field.Length == 0
            || int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static Fault OtherHeader(CsvRow header, bool mayHavePhonemes, CorpusFile file)
    {
        IReadOnlyList<string> expected = mayHavePhonemes ? [.. Required, Phonemes] : Required;
        var unknown = header.Fields.Except(expected, StringComparer.OrdinalIgnoreCase).FirstOrDefault();
        var suggestion = unknown is null ? "" : NearestName.Suggest(unknown, expected.Except(header.Fields));
        var more = mayHavePhonemes ? " or id,text,speaker,emotion,phonemes" : "";
        return file.Fault(header.Line, $"the header must be id,text,speaker,emotion{more}, but was "
            + $"{string.Join(',', header.Fields)}.{suggestion}");
    }

    [GeneratedRegex(@"^(unnamed: \d+)?$")]
    private static partial Regex Unnamed();
}
