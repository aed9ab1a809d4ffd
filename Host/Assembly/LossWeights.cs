namespace Melange.Host.Assembly;

/// <summary>Factors on the parts of the training loss.</summary>
/// <remarks>Popov et al. 2021 (Grad-TTS), section 3.2, add the three with factor 1 each.</remarks>
public sealed record LossWeights
{
    /// <summary>Factor on the diffusion loss. At least 0; default 1.</summary>
    public double Diffusion { get; init; } = 1;

    /// <summary>Factor on the prior loss. At least 0; default 1.</summary>
    public double Prior { get; init; } = 1;

    /// <summary>Factor on the duration loss. At least 0; default 1.</summary>
    public double Duration { get; init; } = 1;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public LossWeights Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (!(Diffusion >= 0))
            yield return $"Diffusion must be at least 0, but was {Diffusion}.";
        if (!(Prior >= 0))
            yield return $"Prior must be at least 0, but was {Prior}.";
        if (!(Duration >= 0))
            yield return $"Duration must be at least 0, but was {Duration}.";
        if (Diffusion == 0 && Prior == 0 && Duration == 0)
            yield return "Diffusion, Prior or Duration must be above 0, but all were 0.";
    }
}
