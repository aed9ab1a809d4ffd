namespace Melange.Host.Experiments;

/// <summary>
/// A comparison of variants. Base, common and variants are layers of the runs' configs, not options of this record.
/// </summary>
public sealed record ExperimentOptions
{
    /// <summary>Seeds of each variant, one trial each. At least one, all different; default 1.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1];

    /// <summary>Trials that run at a time, each a process. At least 1; default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Longest time for one trial, in minutes. Above 0; default 1440.</summary>
    public double TrialMinutes { get; init; } = 1440;

    /// <summary>
    /// How often each trained model is timed after all trials, alone and in turn with the others. At least 0, which
    /// times none; default 3.
    /// </summary>
    public int TimingRounds { get; init; } = 3;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public ExperimentOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Seeds.Count == 0 || Seeds.Distinct().Count() != Seeds.Count || Seeds.Any(seed => seed < 0))
            yield return $"Seeds must be different numbers of at least 0, but was [{string.Join(", ", Seeds)}].";
        if (Workers < 1)
            yield return $"Workers must be at least 1, but was {Workers}.";
        if (TimingRounds < 0)
            yield return $"TimingRounds must be at least 0, but was {TimingRounds}.";
        if (!(TrialMinutes > 0))
            yield return $"TrialMinutes must be above 0, but was {TrialMinutes}.";
    }
}
