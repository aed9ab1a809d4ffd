using System.Diagnostics;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Machine;

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
        using var channel = new ProcessChannel();
        using var process = OwnProgram.Start(["dry", folder.Path, ProcessChannel.Option, channel.Name, .. options]);
        var (doing, lastWords) = ("starting", new LastWords(LastLines));
        var messages = channel.ReadAsync(heard =>
        {
            doing = heard;
            if (CorpusProgress.IsOne(heard))
                Console.Error.WriteLine(heard);
        });
        var output = OwnProgram.ReadAsync(process.StandardOutput, Console.Error.WriteLine);
        var errors = OwnProgram.ReadAsync(process.StandardError, heard =>
        {
            lastWords.Add(heard);
            if (PartLines.IsOne(heard))
                Console.Error.WriteLine(heard);
        });
        var inTime = await EndedAsync(process, cancellation);
        channel.End();
        await Task.WhenAll(messages, output, errors);
        cancellation.ThrowIfCancellationRequested();
        if (folder.ReadFaults(config) is { Count: > 0 } faults)
            return new(null, faults, "");
        if (inTime && process.ExitCode == 0 && folder.ReadReport() is { } report)
            return new(report, [], "");
        var cause = inTime
            ? $"ended with exit code {process.ExitCode}" : $"was ended after {limit.TotalMinutes} minutes";
        if (folder.ReadRunningPart() is { } part)
            lastWords.Add($"When it ended, this part ran: {part}.");
        return new(null, [], $"the dry run {cause} while {doing}.\n{lastWords}".TrimEnd());
    }

    private async Task<bool> EndedAsync(Process process, CancellationToken cancellation)
    {
        if (await OwnProgram.EndsAsync(process, limit, cancellation))
            return true;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        return false;
    }
}

/// <summary>How a dry run went: one of three.</summary>
/// <param name="Report">What it found; null where it did not come to its end.</param>
/// <param name="Faults">What of config or corpus cannot be used; empty where nothing was found.</param>
/// <param name="Failure">In what it died, and its last words; empty where it did not.</param>
public sealed record DryOutcome(DryReport? Report, IReadOnlyList<Fault> Faults, string Failure);
