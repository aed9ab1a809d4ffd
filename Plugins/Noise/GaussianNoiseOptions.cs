namespace Melange.Plugins;

/// <summary>Settings of <see cref="GaussianNoise"/>.</summary>
public sealed record GaussianNoiseOptions
{
    /// <summary>The noise is divided by it. Above 0; default 1.5.</summary>
    public double Temperature { get; init; } = 1.5;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public GaussianNoiseOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (!(Temperature > 0))
            yield return $"Temperature must be above 0, but was {Temperature}.";
    }
}
