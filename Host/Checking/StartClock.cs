using System.Diagnostics;

namespace Melange.Host.Checking;

/// <summary>Times what a process does before its model is there, but for work that is kept for the next.</summary>
internal sealed class StartClock
{
    private readonly double before = SecondsOfProcess();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan? begun;
    private TimeSpan kept;

    /// <summary>From the start of the process, while it ran, in seconds.</summary>
    public double Seconds => before + (clock.Elapsed - kept).TotalSeconds;

    /// <summary>Stands still.</summary>
    public void Stop() => clock.Stop();

    /// <summary>Goes on while something is made.</summary>
    public T Watch<T>(Func<T> make)
    {
        clock.Start();
        var made = make();
        clock.Stop();
        return made;
    }

    /// <summary>Takes out the time between first and last word of some work's progress, if it is kept.</summary>
    /// <param name="progress">Told of it too.</param>
    /// <param name="isKept">Whether the next process finds the work done.</param>
    public Action<int, int> Watching(Action<int, int> progress, bool isKept) => (done, of) =>
    {
        begun ??= clock.Elapsed;
        if (isKept)
            kept = clock.Elapsed - begun.Value;
        progress(done, of);
    };

    // In universal time: a local clock is put forwards and back.
    private static double SecondsOfProcess()
    {
        using var process = Process.GetCurrentProcess();
        return (DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalSeconds;
    }
}
