using Melange.Plugins.Tests.Phonemizers;
using Melange.Testing;

namespace Melange.Tests.Conformance;

/// <summary>Suites whose context is overridden, for parts that know one format only.</summary>
public sealed class PretrainedPartTests
{
    [Fact]
    public Task Conditioner_OfOneFormat_PassesItsSuite() => ConformanceRun.All<Conditioner>();

    [Fact]
    public Task Estimator_OfOneFormat_PassesItsSuite() => ConformanceRun.All<Estimator>();

    [Fact]
    public Task Vocoder_OfOneFormat_PassesItsSuite() => ConformanceRun.All<Vocoder>();

    [Fact]
    public Task Metric_OfOneFormat_PassesItsSuite() => ConformanceRun.All<Metric>();

    private sealed class Conditioner : ConditionerConformance
    {
        protected override ConditionerContext Context => base.Context with { Bins = PretrainedParts.Format.Bins };

        protected override IConditioner Build(ConditionerContext context) => new PretrainedParts.Conditioner(context);
    }

    private sealed class Estimator : EstimatorConformance
    {
        protected override EstimatorContext Context => base.Context with { Bins = PretrainedParts.Format.Bins };

        protected override IEstimator Build(EstimatorContext context, SiteParts parts)
        {
            PretrainedParts.KnowsOrThrow(context.Bins);
            return new ForgetfulEstimator(context, parts, Forgotten.Nothing);
        }
    }

    private sealed class Vocoder : VocoderConformance
    {
        protected override AudioFormat Format => PretrainedParts.Format;

        protected override IVocoder Build(VocoderContext context) => new PretrainedParts.Vocoder(context);
    }

    private sealed class Metric : MetricConformance
    {
        protected override MetricContext Context => new(PretrainedParts.Format);

        protected override bool ComparesWithTarget => false;

        protected override IMetric Build(MetricContext context) => new PretrainedParts.Metric(context);
    }
}
