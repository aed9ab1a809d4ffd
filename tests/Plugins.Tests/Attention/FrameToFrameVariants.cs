using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>f2f in every combination of options, and in both orders of its products.</summary>
public static class FrameToFrameVariants
{
    private static readonly FrameToFrameOptions Plain = new() { Heads = 2, Features = 3 };

    // A site with a wide reference: projecting keys is less work than projecting queries to D features.
    private static readonly AttentionSite Wide = new("mid", Level: 0, Channels: 3, Bins: 4, ReferenceWidth: 40);

    public sealed class Bias : AttentionMapConformance
    {
        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToFrameAttention(Plain with { Bias = true }, site);
    }

    public sealed class KeyOrder : AttentionMapConformance
    {
        protected override AttentionSite Site => Wide;

        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToFrameAttention(Plain with { Features = 2 }, site);
    }

    public sealed class KeyOrderAndBias : AttentionMapConformance
    {
        protected override AttentionSite Site => Wide;

        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToFrameAttention(Plain with { Features = 2, Bias = true }, site);
    }

    public sealed class Rotary : AttentionMapConformance
    {
        protected override bool KnowsPositions => true;

        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToFrameAttention(Plain with { Features = 4, Position = FramePosition.Rotary }, site);
    }

    public sealed class RotaryBiasAndStrides : AttentionMapConformance
    {
        protected override AttentionSite Site { get; } =
            new("up.0", Level: 2, Channels: 3, Bins: 4, ReferenceWidth: 7, ReferenceStride: 3);

        protected override bool KnowsPositions => true;

        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToFrameAttention(Plain with { Features = 2, Bias = true, Position = FramePosition.Rotary }, site);
    }

    public sealed class DropoutInEvaluation : AttentionMapConformance
    {
        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToFrameAttention(Plain with { Dropout = 0.5 }, site);
    }

    public sealed class OneOfEach : AttentionMapConformance
    {
        protected override AttentionSite Site { get; } = new("mid", Level: 0, Channels: 1, Bins: 1, ReferenceWidth: 1);

        protected override IReferenceAttention Build(AttentionSite site) =>
            new FrameToFrameAttention(new() { Heads = 1, Features = 1 }, site);
    }
}
