using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>f2b in every combination of options, and over features as over channels.</summary>
public static class FrameToBinVariants
{
    private static readonly FrameToBinOptions Plain = new() { Heads = 2, Features = 3 };

    public sealed class Bias : AttentionMapConformance
    {
        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToBinAttention(Plain with { Bias = true }, site);
    }

    public sealed class ThroughFeatures : AttentionMapConformance
    {
        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToBinAttention(Plain with { Features = 1 }, site);
    }

    public sealed class Rotary : AttentionMapConformance
    {
        protected override bool KnowsPositions => true;

        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToBinAttention(Plain with { Features = 4, Position = FramePosition.Rotary }, site);
    }

    public sealed class RotaryBiasAndStrides : AttentionMapConformance
    {
        protected override AttentionSite Site { get; } =
            new("up.0", Level: 2, Channels: 3, Bins: 4, ReferenceWidth: 7, ReferenceStride: 3);

        protected override bool KnowsPositions => true;

        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToBinAttention(Plain with { Features = 2, Bias = true, Position = FramePosition.Rotary }, site);
    }

    public sealed class DropoutInEvaluation : AttentionMapConformance
    {
        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToBinAttention(Plain with { Dropout = 0.5 }, site);
    }

    public sealed class OneOfEach : AttentionMapConformance
    {
        protected override AttentionSite Site { get; } = new("mid", Level: 0, Channels: 1, Bins: 1, ReferenceWidth: 1);

        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToBinAttention(new() { Heads = 1, Features = 1 }, site);
    }
}
