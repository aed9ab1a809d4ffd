using System.Diagnostics;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>Starts the worker of one trial and watches it until it ends.</summary>
/// <remarks>
/// The worker reads its config from the trial's folder and writes its results there. Its standard input stays open as
/// long as it may run: a worker whose input closes, because it is asked to stop or because its parent died, keeps what
/// it has and ends.
/// </remarks>
/// <param name="trial">The trial.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="options">More options of its command line.</param>
public sealed class TrialProcess(Trial trial, TimeSpan limit, IReadOnlyList<string> options)
{
    private const int LastLines = 12;

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
        using var worker = OwnProgram.Start(["trial", trial.Folder.Path, "--variant", trial.Variant, .. options]);
        await using var log = new StreamWriter(trial.Folder.Log);
        var lastWords = new LastWords(LastLines);
        var output = OwnProgram.ReadAsync(worker.StandardOutput, line =>
        {
            if (WorkerMessage.Parse(line) is { } message)
                report(message);
        });
        var errors = OwnProgram.ReadAsync(worker.StandardError, line => Keep(line, log, lastWords));
        var inTime = await EndedAsync(worker, cancellation);
        await Task.WhenAll(output, errors);
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

    private static void Keep(string line, StreamWriter log, LastWords lastWords)
    {
        log.WriteLine(line);
        lastWords.Add(line);
    }
}
