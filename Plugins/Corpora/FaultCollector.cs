namespace Melange.Plugins;

/// <summary>Collects the faults of many files, so that all are reported at once.</summary>
internal sealed class FaultCollector
{
    private const int Told = 20;
    private readonly List<Fault> faults = [];

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool IsEmpty => faults.Count == 0;

    /// <summary>What was wrong so far; what was found several times is there once.</summary>
    public IReadOnlyList<Fault> All => [.. faults.Distinct()];

    /// <summary>Adds one fault.</summary>
    public void Add(Fault fault) => faults.Add(fault);

    /// <summary>Adds one fault of a file or folder without lines.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="message">What was expected and what was found, in one sentence.</param>
    public void Add(string file, string message) => faults.Add(new(file, 0, message));

    /// <summary>Adds faults.</summary>
    public void Add(IEnumerable<Fault> found) => faults.AddRange(found);

    /// <summary>Adds a fault for each of the first twenty that are wrong alike, and one that counts the rest.</summary>
    /// <param name="wrong">What is wrong.</param>
    /// <param name="fault">The fault of one.</param>
    /// <param name="rest">The fault of so many more.</param>
    public void AddFirst<T>(IReadOnlyList<T> wrong, Func<T, Fault> fault, Func<int, Fault> rest)
    {
        Add(wrong.Take(Told).Select(fault));
        if (wrong.Count > Told)
            Add(rest(wrong.Count - Told));
    }

    /// <summary>Does what may fail, and keeps its faults.</summary>
    /// <returns>The result, or null where it failed or there is none.</returns>
    public T? Try<T>(Func<T?> read) where T : class => faults.Try(read);

    /// <summary>Throws with every fault collected; one that was found several times is told once.</summary>
    /// <exception cref="FaultException">There is at least one.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty)
            throw new FaultException(All);
    }
}
