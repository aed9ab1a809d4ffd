namespace Melange;

/// <summary>Goes on after a fault, so that all are found at once.</summary>
public static class FaultExtensions
{
    /// <summary>Does some work; its faults join the others.</summary>
    /// <param name="faults">Gathers faults.</param>
    /// <param name="work">What may throw a <see cref="FaultException"/>.</param>
    /// <returns>What the work gives; null where it failed.</returns>
    public static T? Try<T>(this ICollection<Fault> faults, Func<T?> work) where T : class
    {
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return work();
        }
        catch (FaultException found)
        {
            foreach (var fault in found.Faults)
                faults.Add(fault);
            return null;
        }
    }
}
