using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

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
        var process = Process.Start(start)
            ?? throw new InvalidOperationException("Bug in Melange: no process started.");
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
    /// <remarks>A line of more than 4096 characters comes in pieces: who prints without end must not fill this memory.
    /// </remarks>
    public static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        var buffer = new char[4096];
        var held = 0;
        while (await reader.ReadAsync(buffer.AsMemory(held)) is var read and > 0)
        {
            var (start, end) = (0, held + read);
            for (var at = held; at < end; at++)
                if (buffer[at] == '\n')
                {
                    take(new string(buffer, start, at - start).TrimEnd('\r'));
                    start = at + 1;
                }
            held = end - start;
            buffer.AsSpan(start, held).CopyTo(buffer);
            if (held == buffer.Length)
                Take();
        }
        if (held > 0)
            Take();

        void Take()
        {
            take(new string(buffer, 0, held));
            held = 0;
        }
    }

    /// <summary>Ends this process without what native libraries do at its end, whatever its threads do.</summary>
    /// <remarks>libtorch 2.10 takes away what a thread computes with, and the process would end with 139.</remarks>
    public static void EndAtOnce(int exitCode)
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit(exitCode);
        EndNative(exitCode);
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

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void EndNative(int exitCode);
}
