namespace Melange.Plugins;

/// <summary>The list of a corpus' utterances.</summary>
/// <param name="Rows">The usable rows, in the order of the file.</param>
/// <param name="Faults">What is wrong with the others.</param>
public sealed record MetadataFile(IReadOnlyList<MetadataRow> Rows, IReadOnlyList<Fault> Faults)
{
    private static readonly string[] Columns = ["id", "text", "speaker", "emotion"];

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="FaultException">It is missing, is no CSV, or has another header.</exception>
    public static MetadataFile Read(CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Exists)
            throw file.Failure(0, "must list the utterances as id,text,speaker,emotion, but does not exist.");
        var table = CsvReader.Rows(file.ReadText(), file);
        CheckHeader(table, file);
        var rows = new List<MetadataRow>();
        var faults = new List<Fault>();
        var lines = new Dictionary<string, int>();
        foreach (var row in table.Skip(1))
        {
            var problems = Problems(row, lines).ToList();
            faults.AddRange(problems.Select(problem => file.Fault(row.Line, problem)));
            if (problems.Count == 0)
                rows.Add(new(row.Line, row.Fields[0], row.Fields[1], row.Fields[2], row.Fields[3]));
        }
        if (table.Count == 1)
            faults.Add(file.Fault(0, "must list at least one utterance, but lists none."));
        return new(rows, faults);
    }

    private static void CheckHeader(IReadOnlyList<CsvRow> table, CorpusFile file)
    {
        if (table.Count == 0)
            throw file.Failure(0, "must begin with the header id,text,speaker,emotion, but is empty.");
        var header = table[0].Fields;
        if (header.SequenceEqual(Columns))
            return;
        var unknown = header.Except(Columns).FirstOrDefault();
        var suggestion = unknown is null ? "" : NearestName.Suggest(unknown, Columns.Except(header));
        throw file.Failure(table[0].Line,
            $"the header must be id,text,speaker,emotion, but was {string.Join(',', header)}.{suggestion}");
    }

    private static IEnumerable<string> Problems(CsvRow row, Dictionary<string, int> lines)
    {
        if (row.Fields.Count != Columns.Length)
        {
            yield return $"a row must have {Columns.Length} fields, but this one has {row.Fields.Count}.";
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
