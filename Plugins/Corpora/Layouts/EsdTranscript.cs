namespace Melange.Plugins;

/// <summary>What the recordings of one speaker of ESD say: <c>0011/0011.txt</c>.</summary>
/// <remarks>
/// A recording a line, <c>id, tab, text, tab, emotion</c>. As people handed them in: some lines have spaces for tabs,
/// or no emotion; emotions are English or Chinese; each file has an encoding of its own (<see cref="TextDecoding"/>).
/// </remarks>
internal sealed class EsdTranscript
{
    private static readonly HashSet<string> Emotions = new(StringComparer.OrdinalIgnoreCase)
    {
        "Angry", "Happy", "Neutral", "Sad", "Surprise", "生气", "愤怒", "快乐", "开心", "高兴", "中立", "中性", "伤心", "悲伤",
        "惊喜", "惊讶", "惊奇"
    };

    private readonly Dictionary<string, (string Text, int Line)> said = [];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public EsdTranscript(CorpusFile file)
    {
        File = file;
        var rows = TextDecoding.Decode(file.ReadBytes()).Split('\n');
        for (var i = 0; i < rows.Length; i++)
            if (Parsed(rows[i].Trim()) is var (id, text) && text.Length > 0)
                said.TryAdd(id, (text, i + 1));
    }

    /// <summary>The file.</summary>
    public CorpusFile File { get; }

    /// <summary>Ids of the recordings that it has.</summary>
    public IReadOnlyCollection<string> Ids => said.Keys;

    /// <summary>What a recording says, and its line from 1; null where the file has it not.</summary>
    public (string Text, int Line)? Of(string id) => said.TryGetValue(id, out var found) ? found : null;

    private static (string Id, string Text) Parsed(string row)
    {
        var end = row.AsSpan().IndexOfAny('\t', ' ');
        if (end < 0)
            return ("", "");
        var text = row[end..].Trim();
        var last = text.AsSpan().LastIndexOfAny('\t', ' ');
        if (last > 0 && Emotions.Contains(text[(last + 1)..]))
            text = text[..last];
        return (row[..end], text.Trim());
    }
}
