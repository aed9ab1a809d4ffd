using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Probing;

/// <summary>Speaks a text with each reference of a question, from the same noise, and watches the model.</summary>
public static class ProbeSession
{
    /// <summary>Runs over all references.</summary>
    /// <param name="trial">The model and its options.</param>
    /// <param name="question">What to watch.</param>
    /// <returns>What was kept; the caller's to dispose.</returns>
    public static ProbeResult Run(ProbedTrial trial, ProbeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(question);
        using var synthesiser = new Synthesiser(trial.Model, trial.Options, trial.Device);
        var memory = new MapMemory(question.MapBytes);
        var seed = SeedSequence.Derive(trial.Options.Seed, RandomUse.Synthesis);
        var watched = new List<WatchedReference>();
        IReadOnlyList<double> taken = [];
        var aligner = new ReferenceAligner(trial.Model, trial.Device);
        foreach (var reference in question.References.Select(aligner.Align))
        {
            var times = new List<WatchedTime>();
            (taken, var states) = synthesiser.Watch(new(question.PhonemeIds, reference, seed), question.Times, time =>
            {
                times.Add(new(time, new ModelProbe(question.Choice, memory)));
                return times[^1].Probe;
            });
            watched.Add(new(reference, [.. times.OrderByDescending(other => other.Time)], states));
        }
        return new(watched, taken);
    }
}

/// <summary>What was kept at one diffusion time.</summary>
/// <param name="Time">The time of the sampler's call.</param>
/// <param name="Probe">What was kept.</param>
public sealed record WatchedTime(double Time, ModelProbe Probe);

/// <summary>What was kept of one synthesis.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Times">From noise to mel.</param>
/// <param name="States">The energy of x_t at every call of the sampler.</param>
public sealed record WatchedReference(
    PreparedUtterance Reference, IReadOnlyList<WatchedTime> Times, IReadOnlyList<StateEnergy> States);

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
