using System.Diagnostics;
using Melange.Host.Assembly;

namespace Melange.Host.Checking;

/// <summary>Makes dry runs in processes of their own: a part may abort one, or never come back.</summary>
/// <param name="limit">How long one may take.</param>
/// <param name="options">More options of its command line.</param>
public sealed class DryProcess(TimeSpan limit, IReadOnlyList<string> options)
{
    private const int LastLines = 6;

    /// <summary>Makes one.</summary>
    /// <param name="config">The run's resolved config.</param>
    /// <param name="request">What to do.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What it found, or how it went wrong.</returns>
    public async Task<DryOutcome> RunAsync(
        LayeredConfig config, DryRequest request, CancellationToken cancellation)
    {
        using var folder = DryFolder.Make(config, request);
        using var process = Process.Start(StartInfo(folder.Path))
            ?? throw new InvalidOperationException("Bug in Melange: no process started.");
        var (doing, lastWords) = ("starting", new Queue<string>());
        var output = ReadAsync(process.StandardOutput, line => doing = line);
        var errors = ReadAsync(process.StandardError, line =>
        {
            lastWords.Enqueue(line);
            if (lastWords.Count > LastLines)
                lastWords.Dequeue();
        });
        var inTime = await EndedAsync(process, cancellation);
        await Task.WhenAll(output, errors);
        cancellation.ThrowIfCancellationRequested();
        if (folder.ReadFaults(config) is { Count: > 0 } faults)
            return new(null, faults, "");
        if (inTime && process.ExitCode == 0 && folder.ReadReport() is { } report)
            return new(report, [], "");
        var cause = inTime ? $"ended with exit code {process.ExitCode}" : $"was ended after {limit.TotalMinutes} minutes";
        return new(null, [], string.Join('\n', lastWords.Prepend($"the dry run {cause} while {doing}.")));
    }

    private async Task<bool> EndedAsync(Process process, CancellationToken cancellation)
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
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return false;
        }
    }

    private ProcessStartInfo StartInfo(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        // `dotnet melange.dll` needs the dll's name, the program's own executable does not.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(DryProcess).Assembly.Location);
        foreach (var argument in new[] { "dry", folder }.Concat(options))
            start.ArgumentList.Add(argument);
        return start;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync() is { } line)
            take(line);
    }
}
