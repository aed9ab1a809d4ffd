namespace Melange.Host.Machine;

/// <summary>The last lines that a process printed on its error output.</summary>
/// <remarks>
/// Where code is when it is aborted or throws is listed by libtorch (<c>frame #0</c>) and by .NET (<c>at</c>); such
/// lines are left out: they would bury the cause.
/// </remarks>
/// <param name="limit">How many lines are kept.</param>
internal sealed class LastWords(int limit)
{
    private readonly Queue<string> lines = new();

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        if (line.Length == 0 || IsFrame(line.TrimStart()))
            return;
        lines.Enqueue(line);
        if (lines.Count > limit)
            lines.Dequeue();
    }

    /// <summary>The lines.</summary>
    public override string ToString() => string.Join('\n', lines);

    private static bool IsFrame(string line) =>
        line.StartsWith("frame #", StringComparison.Ordinal) || line.StartsWith("at ", StringComparison.Ordinal);
}
