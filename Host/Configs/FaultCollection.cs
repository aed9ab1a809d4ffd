namespace Melange.Host.Configs;

/// <summary>Goes on after a fault, so that all are found at once.</summary>
internal static class FaultCollection
{
    /// <summary>Does some work; its faults join the others, and it then gives null.</summary>
    public static T? Collect<T>(List<Fault> faults, Func<T> work) where T : class
    {
        try
        {
            return work();
        }
        catch (FaultException found)
        {
            faults.AddRange(found.Faults);
            return null;
        }
    }
}
