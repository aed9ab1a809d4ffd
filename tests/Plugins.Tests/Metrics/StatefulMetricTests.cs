using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

/// <summary>Metrics that keep something from one call to the next fail their suites.</summary>
public sealed class StatefulMetricTests
{
    [Fact]
    public void Suite_MetricThatKeepsAMean_FailsAndNamesTheContractForIt()
    {
        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            new OfRunningMean().Measure_AfterOtherSpeech_GivesWhatItGivesAlone);

        Assert.Matches("^The value is \\S+ alone and \\S+ after another utterance: a metric keeps nothing between "
            + "calls. What is of all utterances together is for an ICorpusMetric.$", failure.Message);
    }

    [Fact]
    public void Suite_CorpusMetricThatKeepsUtterances_Fails() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(
        new OfKeptUtterances().MeasureAll_AfterOthers_GivesWhatItGivesAlone);

    [Fact]
    public void Suite_FamilyThatCountsCalls_Fails() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(
        new OfCounter().MeasureEach_AfterOtherSpeech_GivesWhatItGivesAlone);

    private sealed class OfRunningMean : MetricConformance
    {
        protected override IMetric Build(MetricContext context) => new RunningMean();
    }

    private sealed class OfKeptUtterances : CorpusMetricConformance
    {
        protected override ICorpusMetric Build(MetricContext context) => new KeptUtterances();
    }

    private sealed class OfCounter : MetricFamilyConformance
    {
        protected override IMetricFamily Build(MetricContext context) => new Counter();
    }

    private sealed class RunningMean : IMetric
    {
        private readonly List<double> values = [];

        public string Description => "Mean level until now.";
        public string Unit => "";
        public bool HigherIsBetter => false;

        public double? Measure(MetricInput input)
        {
            values.Add(input.SynthesisedLogMel.mean().item<float>());
            return values.Average();
        }
    }

    private sealed class KeptUtterances : ICorpusMetric
    {
        private readonly List<double> values = [];

        public string Description => "Mean level of all.";
        public string Unit => "";
        public bool HigherIsBetter => false;

        public Tensor? Keep(MetricInput input)
        {
            values.Add(input.SynthesisedLogMel.mean().item<float>());
            return zeros(1);
        }

        public double? MeasureAll(IReadOnlyList<Tensor> kept) => values.Average();
    }

    private sealed class Counter : IMetricFamily
    {
        private int calls;

        public IReadOnlyList<MetricMember> Members { get; } = [new("calls", "Calls until now.", "", false)];

        public IReadOnlyList<double?> MeasureEach(MetricInput input) => [++calls];
    }
}
