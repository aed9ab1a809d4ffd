namespace Melange.Host.Assembly;

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
