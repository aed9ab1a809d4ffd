using MathNet.Numerics.Statistics;
using Melange.Host.Runs;
using Melange.Host.Synthesis;

namespace Melange.Host.Experiments;

/// <summary>Averages energies over syntheses.</summary>
internal sealed class EnergyCensus
{
    private const int TimeDigits = 2; // a sampler that chooses its times has others for each text
    private readonly Dictionary<(string Site, string Quantity, double Time), RunningStatistics> energies = [];

    /// <summary>Counts what one synthesis had.</summary>
    public void Add(SynthesisedSpeech speech)
    {
        foreach (var (time, energy) in speech.States)
            Add((MeanEnergy.Noisy, MeanEnergy.State, time), energy.MeanSquare);
        foreach (var energy in speech.Energies)
            Add((energy.Site, energy.Quantity, energy.Time), energy.MeanSquare);
    }

    /// <summary>The means, in the order in which they were first seen.</summary>
    public IReadOnlyList<MeanEnergy> Means() => [.. energies.Select(entry =>
        new MeanEnergy(entry.Key.Site, entry.Key.Quantity, entry.Key.Time, entry.Value.Mean))];

    private void Add((string Site, string Quantity, double Time) at, double energy)
    {
        at.Time = Math.Round(at.Time, TimeDigits);
        if (!energies.TryGetValue(at, out var sum))
            energies[at] = sum = new();
        sum.Push(energy);
    }
}
