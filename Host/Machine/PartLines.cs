namespace Melange.Host.Machine;

/// <summary>The lines that parts print, each with the part's name before it.</summary>
/// <remarks>
/// Of a part that floods, so much is let through as a person would read; then a word says so, and the rest costs
/// nothing.
/// </remarks>
/// <param name="writer">Where they go.</param>
internal sealed class PartLines(TextWriter writer)
{
    /// <summary>Characters that one part may print.</summary>
    public const int Limit = 1_000_000;

    private readonly Lock turn = new();
    private readonly Dictionary<string, int> left = [];
    private string? speaker; // whose line is not ended yet

    /// <summary>Whether a line is a part's, as this process or another wrote it.</summary>
    public static bool IsOne(string line) => line.StartsWith("[plugin ", StringComparison.Ordinal);

    /// <summary>Writes what a part printed: a line, several, or some of one.</summary>
    public void Print(string part, ReadOnlySpan<char> text)
    {
        lock (turn)
        {
            var room = left.GetValueOrDefault(part, Limit);
            if (room == 0)
                return;
            left[part] = Math.Max(0, room - text.Length);
            PrintLines(part, text.Length < room ? text : text[..room]);
            if (text.Length >= room)
                PrintLines(part, $"\nIt has printed {Limit} characters; the rest is left out.\n");
        }
    }

    private void PrintLines(string part, ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf('\n') + 1;
            PrintLine(part, end == 0 ? text : text[..end]);
            text = end == 0 ? [] : text[end..];
        }
    }

    private void PrintLine(string part, ReadOnlySpan<char> line)
    {
        if (speaker != part)
            writer.Write(speaker is null ? $"[{part}] " : $"\n[{part}] ");
        writer.Write(line);
        speaker = line[^1] == '\n' ? null : part;
    }
}
