using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>The conformance suite for Matcha-TTS' decoder with each kind of attention, and other layouts.</summary>
public static class MatchaVariants
{
    public sealed class FrameToFrame : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("f2f");

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) =>
            new MatchaDecoder(Options(parts), context);
    }

    public sealed class FrameToBin : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("f2b");

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) =>
            new MatchaDecoder(Options(parts), context);
    }

    public sealed class AsPublished : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("f2f");

        protected override bool PaddingMatters => true;

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) =>
            new MatchaDecoder(Options(parts) with { Padding = PaddingArithmetic.AsPublished }, context);
    }

    public sealed class ThreeLevelsAndTwoBlocks : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("f2f");

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) => new MatchaDecoder(
            Options(parts) with
            {
                Channels = [8, 12, 16],
                Blocks = 2,
                MidLevels = 1,
                Prediction = ScorePrediction.Correction,
                Ending = SiteEnding.ResidualMaskNorm
            }, context);
    }

    public sealed class OneLevelUnderFlowMatching : EstimatorConformance
    {
        protected override SiteParts Parts => PartsOf("f2f");

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) => new MatchaDecoder(
            Options(parts) with { Channels = [8], MidLevels = 0, Prediction = ScorePrediction.Correction },
            context with { Process = new FlowMatchingProcess(new()) });
    }

    private static SiteParts PartsOf(string attention) =>
        new(Estimators.Attention(attention), Estimators.Gate("phoneme-fallback"));

    private static MatchaOptions Options(SiteParts parts) => new()
    {
        Channels = [8, 12],
        Groups = 4,
        Heads = 2,
        Features = 3,
        Dropout = 0,
        RezeroStart = 0.7,
        Attention = parts.Attention,
        Gate = parts.Gate
    };
}
