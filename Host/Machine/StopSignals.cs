using System.Runtime.InteropServices;

namespace Melange.Host.Machine;

/// <summary>Asks work to stop when a person or the system asks the process: SIGINT, SIGTERM, SIGHUP.</summary>
/// <remarks>
/// The first request cancels, and work ends by itself with what it has. A later one ends this process and its workers
/// at once. Signals that the process was started to ignore stay ignored, as .NET leaves SIGINT (of a command in the
/// background of a script) and SIGHUP (under nohup); SIGTERM always asks.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    private static readonly PosixSignal[] Asking = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    // timeout(1) and some shells send a signal to the program and again to its group: that is one request.
    private static readonly TimeSpan OneRequest = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private long? asked; // timestamp of the first request

    /// <summary>Listens from now on.</summary>
    public StopSignals() => registrations = [.. Asking.Select(signal => PosixSignalRegistration.Create(signal, Ask))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>Leaves signals to the system again.</summary>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        stop.Dispose();
    }

    private void Ask(PosixSignalContext signal)
    {
        lock (stop)
        {
            asked ??= TimeProvider.System.GetTimestamp();
            signal.Cancel = TimeProvider.System.GetElapsedTime(asked.Value) < OneRequest;
        }
        if (signal.Cancel)
            stop.Cancel();
        else
            OwnProgram.KillAll();
    }
}
