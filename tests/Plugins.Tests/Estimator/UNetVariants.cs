using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>The conformance suite for the network with each kind of attention, and with other endings.</summary>
public static class UNetVariants
{
    public sealed class FrameToFrame : EstimatorConformance
    {
        protected override IEstimator Build(EstimatorContext context) => new UNet(Estimators.Options("f2f"), context);
    }

    public sealed class FrameToBin : EstimatorConformance
    {
        protected override IEstimator Build(EstimatorContext context) => new UNet(Estimators.Options("f2b"), context);
    }

    public sealed class LinearAsPublished : EstimatorConformance
    {
        protected override bool PaddingMatters => true;

        protected override IEstimator Build(EstimatorContext context) =>
            new UNet(Estimators.Options("linear") with { Padding = PaddingArithmetic.AsPublished }, context);
    }

    public sealed class Correction : EstimatorConformance
    {
        protected override IEstimator Build(EstimatorContext context) => new UNet(
            Estimators.Options("f2f") with
            {
                Prediction = ScorePrediction.Correction,
                Ending = SiteEnding.ResidualMaskNorm,
                ReferenceStride = 2
            }, context);
    }
}
