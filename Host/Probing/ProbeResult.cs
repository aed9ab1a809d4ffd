using Melange.Host.Features;

namespace Melange.Host.Probing;

/// <summary>What was kept at one diffusion time.</summary>
/// <param name="Time">The time of the sampler's call.</param>
/// <param name="Probe">What was kept.</param>
public sealed record WatchedTime(double Time, ModelProbe Probe);

/// <summary>What was kept of one synthesis.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Times">From noise to mel.</param>
public sealed record WatchedReference(PreparedUtterance Reference, IReadOnlyList<WatchedTime> Times);

/// <summary>What was kept of all syntheses of a question.</summary>
/// <param name="References">One entry a reference.</param>
/// <param name="TakenTimes">The time of the call taken for each time asked for, in the question's order.</param>
public sealed record ProbeResult(
    IReadOnlyList<WatchedReference> References, IReadOnlyList<double> TakenTimes) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var watched in References.SelectMany(reference => reference.Times))
            watched.Probe.Dispose();
    }
}
