namespace Melange.Plugins;

/// <summary>Sizes of the discriminators that HiFi-GAN's generator is trained against; unset, the published ones.
/// </summary>
public sealed record DiscriminatorSizes
{
    private const int Narrowest = 32; // a discriminator's first layer has that part of the widest one's channels

    /// <summary>Samples from one that a period discriminator hears to the next, a discriminator each,
    /// <c>discriminator_periods</c>.</summary>
    public IReadOnlyList<long> Periods { get; init; } = [2, 3, 5, 7, 11];

    /// <summary>How many discriminators hear the audio at falling rates, <c>discriminator_scales</c>.</summary>
    public int Scales { get; init; } = 3;

    /// <summary>Channels of the widest layers, of which the others have 1/32 to 1/2, <c>discriminator_channels</c>.
    /// </summary>
    public long Channels { get; init; } = 1024;

    /// <summary>Returns these sizes if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public DiscriminatorSizes Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Periods.Any(period => period < 2))
            yield return "discriminator_periods must each be at least 2, but were "
                + $"{HifiGanSizes.Shown(Periods)}.";
        if (Scales < 0)
            yield return $"discriminator_scales must be at least 0, but was {Scales}.";
        if (Periods.Count == 0 && Scales == 0)
            yield return "discriminator_periods or discriminator_scales must name a discriminator, but there is none.";
        if (Channels < Narrowest || Channels % Narrowest != 0)
            yield return $"discriminator_channels must be above 0 and divide by {Narrowest}, but was {Channels}.";
    }
}
