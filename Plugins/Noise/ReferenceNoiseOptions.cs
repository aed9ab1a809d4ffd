namespace Melange.Plugins;

/// <summary>Settings of <see cref="ReferenceNoise"/>.</summary>
public sealed record ReferenceNoiseOptions
{
    /// <summary>The diffusion time that the reference is diffused to. Above 0, at most 1; default 1.</summary>
    public double Time { get; init; } = 1;

    /// <summary>What the noise is divided by. Above 0; default 1.5.</summary>
    public double Temperature { get; init; } = 1.5;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public ReferenceNoiseOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Time is not (> 0 and <= 1))
            yield return $"Time must be above 0 and at most 1, but was {Time}.";
        foreach (var problem in NoiseRules.Problems(Temperature))
            yield return problem;
    }
}
