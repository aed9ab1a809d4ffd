using Melange.Testing;
using TorchSharp.Modules;
using Xunit.Sdk;

namespace Melange.Tests.Conformance;

/// <summary>The suites of all slots fail a part whose weights no seed decides.</summary>
public sealed class FreshWeightsInSuitesTests
{
    private static readonly Dictionary<string, Action> Tests = new()
    {
        ["attention"] = new AttentionSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["conditioner"] = new ConditionerSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["corpus"] = new CorpusSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["encoder"] = new EncoderSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["estimator"] = new EstimatorSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["gate"] = new GateSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["metrics"] = new MetricSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["noise"] = new NoiseSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["phonemizer"] = new PhonemizerSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["sampler"] = new SamplerSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered,
        ["vocoder"] = new VocoderSuite().Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered
    };

    public static TheoryData<string> Suites => [.. Tests.Keys];

    [Theory, MemberData(nameof(Suites))]
    public void Suite_PartWithBareGroupNorm_SaysWhichWeightAndHowToSetIt(string suite)
    {
        var failure = Assert.ThrowsAny<XunitException>(Tests[suite]);

        Assert.Contains("the weight 'norm.weight' ", failure.Message);
        Assert.Contains("nn.init.ones_(norm.weight).", failure.Message);
    }

    private sealed class Unset : nn.Module,
        IReferenceAttention, IConditioner, ITextEncoder, IEstimator, IGate, IVocoder, ISampler, INoise, IMetric,
        ICorpus, IPhonemizer
    {
        private readonly GroupNorm norm = nn.GroupNorm(2, 6);

        public Unset() : base(nameof(Unset)) => RegisterComponents();

        public long Width => norm.weight.shape[0];

        public Tensor Attend(Tensor hidden, AttentionInput input) => throw new NotSupportedException();

        public Tensor Condition(ReferenceBatch reference) => throw new NotSupportedException();

        public EncodedText Encode(TextBatch text) => throw new NotSupportedException();

        public Tensor Score(EstimatorInput input) => throw new NotSupportedException();

        public Tensor AllowedPairs(PhonemeMatch match) => throw new NotSupportedException();

        public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match) =>
            throw new NotSupportedException();

        public Tensor Vocode(Tensor logMel, Generator random) => throw new NotSupportedException();

        public Tensor Sample(SamplerInput input) => throw new NotSupportedException();

        public Tensor Draw(NoiseInput input) => throw new NotSupportedException();

        public string Description => "";

        public string Unit => "";

        public bool HigherIsBetter => false;

        public double? Measure(MetricInput input) => throw new NotSupportedException();

        public IReadOnlyList<Utterance> Read() => throw new NotSupportedException();

        public IReadOnlyList<string> Phonemize(string text) => throw new NotSupportedException();
    }

    private sealed class AttentionSuite : ReferenceAttentionConformance
    {
        protected override IReferenceAttention Build(AttentionSite site) => new Unset();
    }

    private sealed class ConditionerSuite : ConditionerConformance
    {
        protected override IConditioner Build(ConditionerContext context) => new Unset();
    }

    private sealed class EncoderSuite : EncoderConformance
    {
        protected override ITextEncoder Build(EncoderContext context) => new Unset();
    }

    private sealed class EstimatorSuite : EstimatorConformance
    {
        protected override IEstimator Build(EstimatorContext context, SiteParts parts) => new Unset();
    }

    private sealed class GateSuite : GateConformance
    {
        protected override IGate Build(GateContext context) => new Unset();
    }

    private sealed class VocoderSuite : VocoderConformance
    {
        protected override IVocoder Build(VocoderContext context) => new Unset();
    }

    private sealed class SamplerSuite : SamplerConformance
    {
        protected override int? Order => null;

        protected override ISampler Build(int steps, SamplerContext context) => new Unset();

        protected override int ScoresOf(int steps) => steps;
    }

    private sealed class NoiseSuite : NoiseConformance
    {
        protected override INoise Build(NoiseContext context) => new Unset();
    }

    private sealed class MetricSuite : MetricConformance
    {
        protected override IMetric Build(MetricContext context) => new Unset();
    }

    private sealed class CorpusSuite : CorpusConformance
    {
        protected override string Folder => "";

        protected override ICorpus Build(CorpusContext context) => new Unset();
    }

    private sealed class PhonemizerSuite : PhonemizerConformance
    {
        protected override IPhonemizer Build() => new Unset();
    }
}
