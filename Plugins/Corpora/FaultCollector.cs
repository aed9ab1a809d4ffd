namespace Melange.Plugins;

/// <summary>Collects the faults of many files, so that all are reported at once.</summary>
internal sealed class FaultCollector
{
    private readonly List<Fault> faults = [];

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool IsEmpty => faults.Count == 0;

    /// <summary>Adds one fault.</summary>
    public void Add(Fault fault) => faults.Add(fault);

    /// <summary>Adds faults.</summary>
    public void Add(IEnumerable<Fault> found) => faults.AddRange(found);

    /// <summary>Does what may fail, and keeps its faults.</summary>
    /// <returns>The result, or null where it failed.</returns>
    public T? Try<T>(Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (FaultException failure)
        {
            Add(failure.Faults);
            return null;
        }
    }

    /// <summary>Throws with every fault collected; one that was found several times is told once.</summary>
    /// <exception cref="FaultException">There is at least one.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty)
            throw new FaultException([.. faults.Distinct()]);
    }
}
