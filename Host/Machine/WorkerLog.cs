namespace Melange.Host.Machine;

/// <summary>The log of a worker, written by those who read its two outputs.</summary>
/// <remarks>
/// Native code can print without end, which no limit in the worker holds: here it is cut, with a word. A full disk
/// costs lines of the log, not the trial: its last words are kept elsewhere.
/// </remarks>
/// <param name="file">Where to write.</param>
internal sealed class WorkerLog(string file) : IAsyncDisposable
{
    private const long Limit = 10_000_000; // characters

    private readonly StreamWriter writer = new(file);
    private readonly Lock turn = new();
    private long written;

    /// <summary>Writes a line, as long as there is room.</summary>
    public void Take(string line)
    {
        lock (turn)
        {
            if (written > Limit)
                return;
            written += line.Length + 1;
            Try(() => writer.WriteLine(
                written > Limit ? $"The worker has printed {Limit} characters; the rest is left out." : line));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Try(writer.Dispose);
        return ValueTask.CompletedTask;
    }

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // told by whoever needs the room
        }
    }
}
