namespace Melange.Plugins;

/// <summary>Settings of <see cref="FlowMatchingProcess"/>.</summary>
public sealed record FlowMatchingOptions
{
    /// <summary>Standard deviation of the noise that is left at time 0. Above 0, below 1; default 0.0001.</summary>
    public double SigmaMin { get; init; } = 1e-4;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public FlowMatchingOptions Validated() => OptionsException.ThrowIfAny(this, SigmaMin is > 0 and < 1
        ? [] : [$"SigmaMin must be above 0 and below 1, but was {SigmaMin}."]);
}
