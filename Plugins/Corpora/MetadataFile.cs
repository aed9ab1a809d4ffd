namespace Melange.Plugins;

/// <summary>The list of a corpus' utterances.</summary>
/// <param name="Rows">The usable rows, in the order of the file.</param>
/// <param name="Faults">What is wrong with the others.</param>
/// <param name="HasPhonemes">Whether it has a column of phonemes.</param>
public sealed record MetadataFile(IReadOnlyList<MetadataRow> Rows, IReadOnlyList<Fault> Faults, bool HasPhonemes)
{
    private static readonly string[] Columns = ["id", "text", "speaker", "emotion"];
    private static readonly string[] WithPhonemes = [.. Columns, "phonemes"];

    /// <summary>Reads and checks the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mayHavePhonemes">Whether a column <c>phonemes</c> may follow, whose fields may be empty.</param>
    /// <exception cref="FaultException">It is missing, is no CSV, or has another header.</exception>
    public static MetadataFile Read(CorpusFile file, bool mayHavePhonemes = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Exists)
            throw file.Failure(0, "must list the utterances as id,text,speaker,emotion, but does not exist.");
        var table = CsvReader.Rows(file.ReadText(), file);
        var columns = Header(table, mayHavePhonemes, file);
        var rows = new List<MetadataRow>();
        var faults = new List<Fault>();
        var lines = new Dictionary<string, int>();
        foreach (var row in table.Skip(1).Select(Trimmed))
        {
            var problems = Problems(row, columns, lines).ToList();
            faults.AddRange(problems.Select(problem => file.Fault(row.Line, problem)));
            if (problems.Count == 0)
                rows.Add(Row(row));
        }
        faults.AddRange(SpeltOtherwise(rows, "speaker", row => row.Speaker).Concat(
            SpeltOtherwise(rows, "emotion", row => row.Emotion)).Select(found => file.Fault(found.Line, found.Text)));
        if (table.Count == 1)
            faults.Add(file.Fault(0, "must list at least one utterance, but lists none."));
        return new(rows, faults, columns.Length > Columns.Length);
    }

    private static CsvRow Trimmed(CsvRow row) => row with { Fields = [.. row.Fields.Select(field => field.Trim())] };

    // Names that only case or white space tells apart mean the same: each spelling that is not the first.
    private static IEnumerable<(int Line, string Text)> SpeltOtherwise(
        List<MetadataRow> rows, string column, Func<MetadataRow, string> name) =>
        from alike in rows.DistinctBy(name).GroupBy(row => Folded(name(row)))
        let first = alike.First()
        from other in alike.Skip(1)
        select (other.Line, $"{column} '{name(other)}' must be spelt '{name(first)}', as in line {first.Line}: "
            + "only case or white space tells them apart.");

    private static string Folded(string name) => string.Concat(name.Where(letter => !char.IsWhiteSpace(letter)))
        .ToUpperInvariant();

    private static MetadataRow Row(CsvRow row)
    {
        var fields = row.Fields;
        return new(row.Line, fields[0], fields[1], fields[2], fields[3], fields.ElementAtOrDefault(4) ?? "");
    }

    private static string[] Header(IReadOnlyList<CsvRow> table, bool mayHavePhonemes, CorpusFile file)
    {
        if (table.Count == 0)
            throw file.Failure(0, "must begin with the header id,text,speaker,emotion, but is empty.");
        var header = table[0].Fields;
        if (header.SequenceEqual(Columns))
            return Columns;
        if (mayHavePhonemes && header.SequenceEqual(WithPhonemes))
            return WithPhonemes;
        var expected = mayHavePhonemes ? WithPhonemes : Columns;
        var unknown = header.Except(expected).FirstOrDefault();
        var suggestion = unknown is null ? "" : NearestName.Suggest(unknown, expected.Except(header));
        var more = mayHavePhonemes ? " or id,text,speaker,emotion,phonemes" : "";
        throw file.Failure(table[0].Line,
            $"the header must be id,text,speaker,emotion{more}, but was {string.Join(',', header)}.{suggestion}");
    }

    private static IEnumerable<string> Problems(CsvRow row, string[] columns, Dictionary<string, int> lines)
    {
        if (row.Fields.Count != columns.Length)
        {
            yield return $"a row must have {columns.Length} fields, but this one has {row.Fields.Count}.";
            yield break;
        }
        foreach (var (column, field) in Columns.Zip(row.Fields))
            if (string.IsNullOrWhiteSpace(field))
                yield return $"{column} must not be empty, but is.";
        var id = row.Fields[0];
        if (id.AsSpan().ContainsAny('/', '\\', '\n'))
            yield return $"id must be a file name without folder, but was '{id}'.";
        if (!lines.TryAdd(id, row.Line))
            yield return $"id '{id}' must be unique, but line {lines[id]} has it too.";
    }
}
