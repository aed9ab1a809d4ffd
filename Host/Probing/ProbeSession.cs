using Melange.Host.Aligning;
using Melange.Host.Synthesis;
using Melange.Host.Training;

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
            taken = synthesiser.Watch(new(question.PhonemeIds, reference, seed), question.Times, time =>
            {
                times.Add(new(time, new ModelProbe(question.Choice, memory)));
                return times[^1].Probe;
            });
            watched.Add(new(reference, [.. times.OrderByDescending(other => other.Time)]));
        }
        return new(watched, taken);
    }
}
