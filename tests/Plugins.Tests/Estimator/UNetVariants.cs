using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>The conformance suite for the network with each kind of attention, and with other endings.</summary>
public static class UNetVariants
{
    public sealed class FrameToFrame : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("f2f");

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) =>
            new UNet(Options(parts), context);
    }

    public sealed class FrameToBin : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("f2b");

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) =>
            new UNet(Options(parts), context);
    }

    public sealed class LinearAsPublished : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("linear");

        protected override bool PaddingMatters => true;

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) =>
            new UNet(Options(parts) with { Padding = PaddingArithmetic.AsPublished }, context);
    }

    public sealed class Correction : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("f2f");

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) => new UNet(
            Options(parts) with
            {
                Prediction = ScorePrediction.Correction,
                Ending = SiteEnding.ResidualMaskNorm,
                ReferenceStride = 2
            }, context);
    }

    private static SiteParts PartsOf(string attention) => new(Estimators.Attention(attention),
        Estimators.Gate(attention == "linear" ? "always" : "phoneme-fallback"));

    private static UNetOptions Options(SiteParts parts) =>
        Estimators.Options("f2f") with { Attention = parts.Attention, Gate = parts.Gate };
}
