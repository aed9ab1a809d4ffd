using Melange.Host.Machine;

namespace Melange.Host.Checking;

/// <summary>Finds the most resident memory that the process takes while something runs.</summary>
/// <remarks>
/// Where the system's own mark of the most rises meanwhile, it is that mark; else the most that a look every
/// millisecond saw.
/// </remarks>
internal sealed class MemoryWatch : IDisposable
{
    private readonly ProcessMemory before = ProcessMemory.Now();
    private readonly CancellationTokenSource ended = new();
    private readonly Thread thread;
    private double seen;

    public MemoryWatch()
    {
        seen = before.Megabytes;
        thread = new Thread(Look) { IsBackground = true };
        thread.Start();
    }

    /// <summary>How much more than at the beginning was taken at most, in MB (10^6 bytes).</summary>
    public double Growth()
    {
        var after = ProcessMemory.Now();
        var peak = after.PeakMegabytes > before.PeakMegabytes ? after.PeakMegabytes : Volatile.Read(ref seen);
        return Math.Max(0, peak - before.Megabytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.Cancel();
        thread.Join();
        ended.Dispose();
    }

    private void Look()
    {
        while (!ended.Token.WaitHandle.WaitOne(1))
            Volatile.Write(ref seen, Math.Max(seen, ProcessMemory.Now().Megabytes));
    }
}
