namespace Melange.Host.Tests.Guarding;

/// <summary>Parts that give back what a test says, whatever they are asked.</summary>
internal static class GivenParts
{
    public sealed class Attention(Func<Tensor> give) : IReferenceAttention
    {
        public Tensor Attend(Tensor hidden, AttentionInput input) => give();
    }

    public sealed class Conditioner(Func<Tensor> give) : IConditioner
    {
        public long Width { get; init; } = 6;

        public Tensor Condition(ReferenceBatch reference) => give();
    }

    public sealed class Estimator(Func<Tensor> give) : IEstimator
    {
        public Tensor Score(EstimatorInput input) => give();
    }

    public sealed class Process(Func<Tensor> give) : IProcess
    {
        public Tensor Center(Tensor mean) => give();

        public double Decay(double time) => 1 - time;

        public double Spread(double time) => time;

        public Tensor Noisy(ProcessExample example) => give();

        public Tensor Deviation(Tensor answer, ProcessExample example) => give();

        public Tensor AnswerOfPrior(Tensor noisy, Tensor mean, Tensor time) => give();

        public Tensor Flow(Tensor answer, ProcessPoint at) => give();

        public Tensor Data(Tensor answer, ProcessPoint at) => give();
    }

    public sealed class Sampler(Func<Tensor> give) : Disposed, ISampler
    {
        public Tensor Sample(SamplerInput input) => give();
    }

    public sealed class Noise(Func<Tensor> give) : Disposed, INoise
    {
        public Tensor Draw(NoiseInput input) => give();
    }

    public sealed class Vocoder(Func<Tensor> give) : Disposed, IVocoder
    {
        public Tensor Vocode(Tensor logMel, Generator random) => give();
    }

    public sealed class Encoder(Func<EncodedText> give) : ITextEncoder
    {
        public EncodedText Encode(TextBatch text) => give();
    }

    public sealed class Gate(Func<Tensor> pairs, Func<GateDecision> decide) : IGate
    {
        public Tensor AllowedPairs(PhonemeMatch match) => pairs();

        public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match) => decide();
    }

    public sealed class MetricFamily(Func<IReadOnlyList<double?>> give, params string[] names) : IMetricFamily
    {
        public double? Margin { get; init; }

        public IReadOnlyList<MetricMember> Members =>
            [.. names.Select(name => new MetricMember(name, "Something.", "", true) { Margin = Margin })];

        public IReadOnlyList<double?> MeasureEach(MetricInput input) => give();
    }

    public sealed class CorpusMetric(Func<Tensor?> keep, Func<double?> give) : ICorpusMetric
    {
        public string Description => "Something of all";

        public string Unit => "";

        public bool HigherIsBetter => false;

        public Tensor? Keep(MetricInput input) => keep();

        public double? MeasureAll(IReadOnlyList<Tensor> kept) => give();
    }

    public sealed class Metric(Func<double?> give) : Disposed, IMetric
    {
        public string Description => "Something";

        public string Unit => "dB";

        public bool HigherIsBetter => true;

        public double? Measure(MetricInput input) => give();
    }

    public sealed class MarginMetric(double? margin) : IStatesMargin
    {
        public string Description => "Something";

        public string Unit => "dB";

        public bool HigherIsBetter => true;

        public double? Margin => margin;

        public double? Measure(MetricInput input) => null;
    }

    public sealed class Phonemizer(Func<IReadOnlyList<string>> give) : Disposed, IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) => give();
    }

    public sealed class BatchPhonemizer(IReadOnlyList<IReadOnlyList<string>?> all) : Disposed, IBatchPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) => ["alone"];

        public IReadOnlyList<IReadOnlyList<string>?> PhonemizeAll(IReadOnlyList<string> texts) => all;
    }

    public class Corpus(Func<IReadOnlyList<Utterance>> give) : Disposed, ICorpus
    {
        public IReadOnlyList<Utterance> Read() => give();
    }

    public sealed class ReadingCorpus(Func<IReadOnlyList<float>> give)
        : Corpus(() => []), IReferenceReader, IReferenceFinder
    {
        public IReadOnlyList<float> ReadAudio(string path) => give();

        public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
            throw new InvalidDataException($"no phonemes in {path}");

        public ReferenceNotes? Find(string path) => path.Length > 0
            ? new() { Text = path } : throw new InvalidDataException("no path");
    }

    public abstract class Disposed : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose()
        {
            IsDisposed = true;
            GC.SuppressFinalize(this);
        }
    }
}
