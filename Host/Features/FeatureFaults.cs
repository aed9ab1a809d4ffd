namespace Melange.Host.Features;

/// <summary>Tells what is wrong with a corpus' utterances: the first in full, the others by their number.</summary>
internal static class FeatureFaults
{
    private const int Told = 20;

    /// <summary>Throws if there is a fault.</summary>
    /// <exception cref="FaultException">There is at least one.</exception>
    public static void ThrowIfAny(IReadOnlyList<Fault> faults)
    {
        if (faults.Count > 0)
            throw new FaultException(faults.Count <= Told ? faults : [.. faults.Take(Told),
                new("corpus", 0, $"{faults.Count - Told} more of its utterances cannot be used either.")]);
    }
}
