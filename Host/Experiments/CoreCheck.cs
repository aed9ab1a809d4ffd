namespace Melange.Host.Experiments;

/// <summary>Tells of an experiment that asks for more threads than the machine has cores.</summary>
public static class CoreCheck
{
    /// <summary>What is said of it.</summary>
    /// <param name="workers">Trials that run at a time.</param>
    /// <param name="threads">Threads of each.</param>
    /// <param name="cores">Cores that this program may use.</param>
    /// <returns>A sentence with what would fit; null where there are cores enough.</returns>
    public static string? Warning(int workers, int threads, int cores)
    {
        if (workers * threads <= cores)
            return null;
        var shared = $"{workers} workers with {threads} threads each share {cores} cores, "
            + "all slower than they could be;";
        if (threads > cores)
            return $"{shared} workers 1 with threads {cores} would fit.";
        return workers > cores || threads == 1
            ? $"{shared} workers {cores / threads} would fit."
            : $"{shared} workers {cores / threads}, or threads {cores / workers} would fit.";
    }
}
