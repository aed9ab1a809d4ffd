using TorchSharp.Modules;

namespace Melange.Tests.Conformance;

/// <summary>Parts that know one format only and train nothing, as those do whose weights come from a file.</summary>
internal static class PretrainedParts
{
    /// <summary>The only format that they know.</summary>
    public static AudioFormat Format { get; } = new() { SampleRateHz = 22050, Bins = 80, HighHz = 8000 };

    /// <summary>Throws unless the bins are the known ones.</summary>
    public static void KnowsOrThrow(long bins)
    {
        if (bins != Format.Bins)
            throw new OptionsException($"Bins must be {Format.Bins}, but was {bins}.");
    }

    public sealed class Conditioner : nn.Module, IConditioner
    {
        private readonly Linear known;

        public Conditioner(ConditionerContext context) : base(nameof(Conditioner))
        {
            KnowsOrThrow(context.Bins);
            known = nn.Linear(Format.Bins, Width);
            RegisterComponents();
            foreach (var weight in parameters())
                weight.requires_grad = false;
        }

        public long Width => 3;

        public Tensor Condition(ReferenceBatch reference)
        {
            using var scope = NewDisposeScope();
            return known.forward(reference.LogMel.transpose(1, 2)).transpose(1, 2).MoveToOuterDisposeScope();
        }
    }

    public sealed class Vocoder : IVocoder
    {
        public Vocoder(VocoderContext context) => KnowsOrThrow(context.Format.Bins);

        public Tensor Vocode(Tensor logMel, Generator random)
        {
            TensorShape.HasShape(logMel, "M T", [Format.Bins, TensorShape.Any]);
            using var scope = NewDisposeScope();
            var loudness = logMel.mean([0]).exp().repeat_interleave(Format.HopSamples); // [S]
            var noise = randn(loudness.shape, generator: random);
            return (loudness * noise).tanh().MoveToOuterDisposeScope();
        }
    }

    public sealed class Metric : IMetric
    {
        public Metric(MetricContext context) => KnowsOrThrow(context.Format.Bins);

        public string Description => "The length of the synthesised audio.";

        public string Unit => "s";

        public bool HigherIsBetter => false;

        public double? Measure(MetricInput input) => (double)input.SynthesisedAudio.shape[0] / Format.SampleRateHz;
    }
}
