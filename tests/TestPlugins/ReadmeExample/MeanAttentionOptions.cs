using Melange;

namespace ReadmeExample;

/// <summary>Settings of <see cref="MeanAttention"/>.</summary>
public sealed record MeanAttentionOptions
{
    /// <summary>Features F of the mean. At least 1; default 32.</summary>
    public int Features { get; init; } = 32;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public MeanAttentionOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Features < 1)
            yield return $"Features must be at least 1, but was {Features}.";
    }
}
