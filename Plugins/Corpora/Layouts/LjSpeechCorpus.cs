using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>LJSpeech as it was published: one speaker who reads English books.</summary>
/// <remarks>
/// <c>metadata.csv</c> has a clip a line, <c>id|text|normalised text</c>, without header, quotes meaning nothing;
/// <c>wavs/id.wav</c> holds it. The normalised text is what is spoken; a line without one is spoken as written. Source:
/// Ito and Johnson 2017, The LJ Speech Dataset, its README.
/// </remarks>
public sealed class LjSpeechCorpus(LjSpeechOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    : PublishedCorpus(options.Validated(), context, loggers, Entries)
{
    private const string Speaker = "LJ";
    private const string Metadata = "metadata.csv";
    private const string Audio = "wavs";

    /// <summary>The folder that it begins in.</summary>
    internal static LayoutRoot Root { get; } = new("LJSpeech", $"{Metadata} and {Audio}", folder =>
        folder.File(Metadata).Exists && folder.Sub(Audio).Exists);

    private protected override ReferenceNotes? NotesOf(RecordingPlace place)
    {
        var folder = place.Folder(levels: 1);
        if (!Root.IsRoot(folder))
            return null;
        return CsvTable.ReadUnquoted(folder.File(Metadata), '|').Rows
            .Where(row => row.Fields[0] == place.Stem && Problem(row.Fields, []) is null)
            .Select(row => Entry(folder, row).Notes).FirstOrDefault();
    }

    /// <summary>Lists the clips.</summary>
    internal static CorpusEntries Entries(CorpusFolder folder, FaultCollector faults)
    {
        Root.MustBe(folder);
        var list = folder.File(Metadata);
        var table = CsvTable.ReadUnquoted(list, '|');
        faults.Add(table.Faults);
        var entries = new List<CorpusEntry>();
        var lines = new Dictionary<string, int>();
        foreach (var row in table.Rows)
            if (Problem(row.Fields, lines) is { } problem)
                faults.Add(list.Fault(row.Line, problem));
            else
            {
                lines.Add(row.Fields[0], row.Line);
                entries.Add(Entry(folder, row));
            }
        if (entries.Count == 0 && faults.IsEmpty)
            faults.Add(list.Fault(0, "must list at least one utterance, but lists none."));
        return new(folder, entries);
    }

    private static string? Problem(IReadOnlyList<string> fields, Dictionary<string, int> lines)
    {
        if (fields.Count is not (2 or 3))
            return "a line must have an id, a text and its normalised text, parted by bars, but this one has "
                + $"{fields.Count} fields.";
        if (fields[0].Length == 0 || fields.Skip(1).All(text => text.Length == 0))
            return "a line must have an id and a text, but this one lacks one.";
        return lines.TryGetValue(fields[0], out var line)
            ? $"id '{fields[0]}' must be unique, but line {line} has it too." : null;
    }

    private static CorpusEntry Entry(CorpusFolder folder, CsvRow row) => new(row.Fields[0],
        row.Fields.Skip(1).Last(text => text.Length > 0), Speaker, CorpusEntry.Neutral,
        folder.Sub(Audio).File($"{row.Fields[0]}.wav"))
    {
        Source = folder.File(Metadata),
        Line = row.Line
    };
}
