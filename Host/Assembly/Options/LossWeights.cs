namespace Melange.Host.Assembly.Options;

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

/// <summary>Factors on the parts of the loss at the start of training, and how long they last.</summary>
public sealed record EarlyLossWeights
{
    /// <summary>
    /// Steps over which they turn, in a straight line, into the weights of the rest. At least 1; default 1000.
    /// </summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Factor on the diffusion loss in the first step. At least 0; default 1.</summary>
    public double Diffusion { get; init; } = 1;

    /// <summary>Factor on the prior loss in the first step. At least 0; default 1.</summary>
    public double Prior { get; init; } = 1;

    /// <summary>Factor on the duration loss in the first step. At least 0; default 1.</summary>
    public double Duration { get; init; } = 1;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public EarlyLossWeights Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Steps < 1)
            yield return $"Steps must be at least 1, but was {Steps}.";
        if (!(Diffusion >= 0))
            yield return $"Diffusion must be at least 0, but was {Diffusion}.";
        if (!(Prior >= 0))
            yield return $"Prior must be at least 0, but was {Prior}.";
        if (!(Duration >= 0))
            yield return $"Duration must be at least 0, but was {Duration}.";
    }
}
