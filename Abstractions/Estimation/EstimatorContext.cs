namespace Melange;

/// <summary>What an estimator is built for.</summary>
/// <param name="Bins">Mel bins M.</param>
/// <param name="Conditions">The conditions of the reference, in the order of their features.</param>
/// <param name="Schedule">The noise schedule of the diffusion process.</param>
/// <param name="Phonemes">Name of each phoneme id; id 0 is padding.</param>
public sealed record EstimatorContext(
    long Bins, IReadOnlyList<Condition> Conditions, NoiseSchedule Schedule, IReadOnlyList<string> Phonemes)
{
    /// <summary>Width D of the reference features.</summary>
    public long ReferenceWidth => Conditions.Sum(condition => condition.Width);
}
