using System.Diagnostics;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>Starts the worker of one trial and watches it until it ends.</summary>
/// <remarks>
/// The worker reads its config from the trial's folder and writes its results there, and tells by a
/// <see cref="ProcessChannel"/> how far it is; what it and its parts print goes to the trial's log. Its standard input
/// stays open as long as it may run: a worker whose input closes, because it is asked to stop or because its parent
/// died, keeps what it has and ends.
/// </remarks>
/// <param name="trial">The trial.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="options">More options of its command line.</param>
public sealed class TrialProcess(Trial trial, TimeSpan limit, IReadOnlyList<string> options)
{
    private const int LastLines = 12;

    /// <summary>Where what it prints goes: the trial's log, if nothing else is said.</summary>
    public string Log { get; init; } = trial.Folder.Log;

    // A signal to all processes reaches them one after the other.
    private static readonly TimeSpan SignalSpread = TimeSpan.FromSeconds(1);

    /// <summary>Runs the worker.</summary>
    /// <param name="report">Told how far the worker is.</param>
    /// <param name="cancellation">Asks the worker to stop.</param>
    /// <returns>Null if the trial is complete, else the worker's last words.</returns>
    /// <exception cref="OperationCanceledException">The worker was asked to stop, and has.</exception>
    public async Task<string?> RunAsync(Action<WorkerMessage> report, CancellationToken cancellation)
    {
        File.Delete(trial.Folder.Flight);
        using var channel = new ProcessChannel();
        using var worker = OwnProgram.Start([
            "trial", trial.Folder.Path, "--variant", trial.Variant, ProcessChannel.Option, channel.Name, .. options]);
        await using var log = new WorkerLog(Log);
        var lastWords = new LastWords(LastLines);
        var messages = channel.ReadAsync(line =>
        {
            if (WorkerMessage.Parse(line) is { } message)
                report(message);
        });
        var printed = OwnProgram.ReadAsync(worker.StandardOutput, log.Take);
        var errors = OwnProgram.ReadAsync(worker.StandardError, line => Keep(line, log, lastWords));
        var inTime = await EndedAsync(worker, cancellation);
        channel.End();
        await Task.WhenAll(messages, printed, errors);
        if (worker.ExitCode == 0)
            return null;
        if (worker.ExitCode == ExitCode.Stopped)
            await Task.Delay(SignalSpread, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (worker.ExitCode == ExitCode.Stopped && inTime)
            return "The worker was stopped by a signal to it alone. Its checkpoint stands: the same command goes on.";
        if (FlightRecorder.Read(trial.Folder.Flight) is { } running)
            Keep($"When it ended, this part ran: {running}.", log, lastWords);
        return inTime ? $"The worker ended with exit code {worker.ExitCode}.\n{lastWords}"
            : $"The worker was ended after {limit.TotalMinutes} minutes, the experiment's trialMinutes.\n{lastWords}";
    }

    private async Task<bool> EndedAsync(Process worker, CancellationToken cancellation)
    {
        if (await OwnProgram.EndsAsync(worker, limit, cancellation))
            return true;
        worker.StandardInput.Close();
        if (!cancellation.IsCancellationRequested)
            worker.Kill(entireProcessTree: true);
        await worker.WaitForExitAsync(CancellationToken.None);
        return cancellation.IsCancellationRequested;
    }

    private static void Keep(string line, WorkerLog log, LastWords lastWords)
    {
        log.Take(line);
        lastWords.Add(line);
    }
}
