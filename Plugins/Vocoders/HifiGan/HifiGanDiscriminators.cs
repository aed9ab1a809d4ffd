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
    /// <summary>Steps of the kernel that scores.</summary>
    internal const long EndKernel = 3;

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
        return [.. judgements.Select(Moved)];
    }

    /// <summary>What layers make of audio, each heard through a leaky ReLU by the next; the last one scores.</summary>
    /// <remarks>It stands in the scope outside the caller's.</remarks>
    /// <param name="heard">What the first layer hears.</param>
    /// <param name="layers">The layers, at least one.</param>
    internal static Judgement Judge(Tensor heard, IReadOnlyList<Func<Tensor, Tensor>> layers)
    {
        var features = new List<Tensor>();
        foreach (var layer in layers.SkipLast(1))
            features.Add(heard = functional.leaky_relu(layer(heard), HifiGanResidual.Slope));
        var scores = layers[^1](heard);
        return Moved(new(scores, [.. features, scores]));
    }

    // The scores are the last of the features.
    private static Judgement Moved(Judgement judgement)
    {
        foreach (var feature in judgement.Features)
            feature.MoveToOuterDisposeScope();
        return judgement;
    }
}
