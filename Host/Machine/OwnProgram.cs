using System.Collections.Concurrent;
using System.Diagnostics;

namespace Melange.Host.Machine;

/// <summary>This program, started once more as a process of its own.</summary>
internal static class OwnProgram
{
    private static readonly ConcurrentBag<Process> Started = [];

    /// <summary>Starts it; its input, output and errors are the caller's, who waits for its end.</summary>
    public static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        // `dotnet run` starts the program's own executable, `dotnet melange.dll` the shared one,
        // which needs the dll's name.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(OwnProgram).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("Bug in Melange: no process started.");
        Started.Add(process);
        return process;
    }

    /// <summary>Whether a process ends by itself in time; false, too, where the wait was cancelled.</summary>
    public static async Task<bool> EndsAsync(Process process, TimeSpan limit, CancellationToken cancellation)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        clock.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(clock.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads what a process prints, line by line, until it closes its end.</summary>
    public static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync() is { } line)
            take(line);
    }

    /// <summary>Ends all that run: a part that never returns would outlive this process.</summary>
    public static void KillAll()
    {
        foreach (var process in Started)
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It has ended, and its starter has let go of it.
            }
    }
}
