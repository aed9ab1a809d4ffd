using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>
/// One level of the estimator: two ResNet blocks, a site, and a change of resolution where there is one.
/// </summary>
/// <remarks>Source: Popov et al. 2021 (Grad-TTS), section 3.3, official code, class GradLogPEstimator2d.</remarks>
internal sealed class UNetLevel : Module
{
    private readonly ResNetBlock first;
    private readonly ResNetBlock second;
    private readonly AttentionBlock site;
    private readonly Conv2d? halve;
    private readonly ConvTranspose2d? twice;

    /// <summary>Builds a level with fresh weights.</summary>
    public UNetLevel(long inputs, GateContext place, UNetOptions options, Resolution after) : base(nameof(UNetLevel))
    {
        var channels = place.Site.Channels;
        first = new ResNetBlock(inputs, channels, options);
        second = new ResNetBlock(channels, channels, options);
        site = new AttentionBlock(place, options);
        halve = after == Resolution.Halve ? Conv2d(channels, channels, 3, 2, 1) : null;
        twice = after == Resolution.Double ? ConvTranspose2d(channels, channels, 4, 2, 1) : null;
        RegisterComponents();
    }

    /// <summary>What a level does to both axes at its end.</summary>
    public enum Resolution { Keep, Halve, Double }

    /// <summary>Multiply-adds a batch, without its site: two ResNet blocks, 9·C² a position of the halved state or
    /// 16·C² a position of the state that is doubled.</summary>
    public long MultiplyAdds(long batch, long positions) =>
        first.MultiplyAdds(batch, positions) + second.MultiplyAdds(batch, positions)
        + batch * positions / 4 * (halve?.weight.NumberOfElements ?? 0)
        + batch * positions * (twice?.weight.NumberOfElements ?? 0);

    /// <summary>Maps <c>[B, inputs, M, T]</c> to <c>[B, C, M, T]</c> at the same resolution.</summary>
    public Tensor forward(Tensor state, LevelInput level, Tensor time)
    {
        using var scope = NewDisposeScope();
        var hidden = second.forward(first.forward(state, level.Mask, time), level.Mask, time);
        return site.forward(hidden, level).MoveToOuterDisposeScope();
    }

    /// <summary>Changes the resolution of <c>[B, C, M, T]</c> to half or double, or keeps it.</summary>
    public Tensor Resample(Tensor state, FrameMask mask)
    {
        using var scope = NewDisposeScope();
        var real = mask.Apply(state);
        var result = halve?.forward(real) ?? twice?.forward(real) ?? real.alias();
        return result.MoveToOuterDisposeScope();
    }
}
