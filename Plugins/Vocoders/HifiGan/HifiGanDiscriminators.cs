using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>All discriminators that HiFi-GAN's generator is trained against.</summary>
/// <remarks>
/// One for each period; then one for each scale, from the samples as they are to means over windows of 4, each 2
/// samples further, of the scale before. Source: Kong et al. 2020, section 2.3. Names: <c>mpd</c> and <c>msd</c>, below
/// them those of the official code.
/// </remarks>
public sealed class HifiGanDiscriminators : Module<Tensor, IReadOnlyList<Judgement>>
{
    private const long Window = 4, Stride = 2;

    private readonly ModuleList<PeriodDiscriminator> mpd;
    private readonly ModuleList<ScaleDiscriminator> msd;

    /// <summary>Makes them with fresh weights.</summary>
    /// <param name="sizes">Their sizes.</param>
    /// <exception cref="OptionsException">The sizes break their rules.</exception>
    public HifiGanDiscriminators(DiscriminatorSizes sizes) : base(nameof(HifiGanDiscriminators))
    {
        ArgumentNullException.ThrowIfNull(sizes);
        sizes.Validated();
        register_module(nameof(mpd),
            mpd = [.. sizes.Periods.Select(period => new PeriodDiscriminator(period, sizes.Channels))]);
        register_module(nameof(msd), msd = [.. Enumerable.Range(0, sizes.Scales)
            .Select(scale => new ScaleDiscriminator(sizes.Channels, isSpectral: scale == 0))]);
    }

    /// <inheritdoc/>
    /// <param name="input">Audio, <c>[B, 1, L]</c>.</param>
    public override IReadOnlyList<Judgement> forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var judgements = mpd.Select(discriminator => discriminator.call(input)).ToList();
        var heard = input;
        foreach (var (scale, discriminator) in msd.Index())
        {
            if (scale > 0)
                heard = functional.avg_pool1d(heard, Window, Stride, padding: Window / 2);      // [B, 1, L/2 + 1]
            judgements.Add(discriminator.call(heard));
        }
        foreach (var feature in judgements.SelectMany(judgement => judgement.Features))
            feature.MoveToOuterDisposeScope();
        return judgements;
    }
}
