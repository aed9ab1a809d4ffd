namespace Melange.Plugins;

/// <summary>The list of a corpus' utterances.</summary>
/// <param name="Rows">The usable rows, in the order of the file.</param>
/// <param name="Faults">What is wrong with the others.</param>
/// <param name="HasPhonemes">Whether it has a column of phonemes.</param>
public sealed record MetadataFile(IReadOnlyList<MetadataRow> Rows, IReadOnlyList<Fault> Faults, bool HasPhonemes)
{
    /// <summary>Reads and checks the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mayHavePhonemes">Whether a column <c>phonemes</c> may follow, whose fields may be empty.</param>
    /// <exception cref="FaultException">It is missing, is no text, or has another header.</exception>
    public static MetadataFile Read(CorpusFile file, bool mayHavePhonemes = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Exists)
            throw file.Failure(0, "must list the utterances as id,text,speaker,emotion, but does not exist.");
        var table = CsvTable.Read(file);
        var columns = MetadataColumns.Of(table, mayHavePhonemes, file);
        var rows = new List<MetadataRow>();
        List<Fault> faults = [.. table.Faults];
        var lines = new Dictionary<string, int>();
        foreach (var row in table.Rows.Skip(1))
        {
            var problems = Problems(row, columns, lines).ToList();
            faults.AddRange(problems.Select(problem => file.Fault(row.Line, problem)));
            if (problems.Count == 0)
                rows.Add(Row(row.Line, columns.FieldsOf(row)));
        }
        faults.AddRange(SpeltOtherwise(rows, "speaker", row => row.Speaker).Concat(
            SpeltOtherwise(rows, "emotion", row => row.Emotion)).Select(found => file.Fault(found.Line, found.Text)));
        if (table.Rows.Count == 1 && table.Faults.Count == 0)
            faults.Add(file.Fault(0, "must list at least one utterance, but lists none."));
        return new(rows, faults, columns.HasPhonemes);
    }

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

    private static MetadataRow Row(int line, IReadOnlyList<string> fields) =>
        new(line, fields[0], fields[1], fields[2], fields[3], fields.ElementAtOrDefault(4) ?? "");

    private static IEnumerable<string> Problems(CsvRow row, MetadataColumns columns, Dictionary<string, int> lines)
    {
        if (row.Fields.Count != columns.Count)
        {
            yield return $"a row must have {columns.Count} fields, but this one has {row.Fields.Count}.";
            yield break;
        }
        var fields = columns.FieldsOf(row);
        foreach (var (column, field) in MetadataColumns.Required.Zip(fields))
            if (field.Length == 0)
                yield return $"{column} must not be empty, but is.";
        var id = fields[0];
        if (id.AsSpan().IndexOfAny("/\\\r\n") >= 0)
            yield return $"id must be a file name without folder, but was '{id}'.";
        if (!lines.TryAdd(id, row.Line))
            yield return $"id '{id}' must be unique, but line {lines[id]} has it too.";
    }
}
