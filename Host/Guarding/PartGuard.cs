namespace Melange.Host.Guarding;

/// <summary>Puts built parts under watch, each as its contract asks.</summary>
internal static partial class PartGuard
{
    /// <summary>A built part under watch; a part of a contract of a plugin's own as it is.</summary>
    /// <param name="part">Which part it is.</param>
    /// <param name="section">The section of the config that chose it.</param>
    /// <param name="built">What was built.</param>
    /// <param name="context">What it was built for.</param>
    public static object Around(PartName part, string section, object built, object? context)
    {
        var watch = new PartWatch(part, PlaceOf(context) ?? section);
        return (built, context) switch
        {
            (IReferenceAttention attention, _) => new Attention(attention, watch),
            (IGate gate, _) => new Gate(gate, watch),
            (IConditioner conditioner, _) => new Conditioner(conditioner, watch),
            (ITextEncoder encoder, EncoderContext { Bins: var bins }) => new Encoder(encoder, watch, bins),
            (IEstimator estimator, _) => new Estimator(estimator, watch),
            (IDiffusionProcess process, _) => new Diffusion(process, watch),
            (IProcess process, _) => new Process(process, watch),
            (ISampler sampler, _) => new Sampler(sampler, watch),
            (INoise noise, _) => new Noise(noise, watch),
            (IStatesMel vocoder, VocoderContext { Format: var format }) =>
                new MelVocoder(vocoder, watch, format.HopSamples),
            (IVocoder vocoder, VocoderContext { Format: var format }) => new Vocoder(vocoder, watch, format.HopSamples),
            (IMetricFamily family, _) => new MetricFamily(family, watch),
            (ICorpusMetric metric, _) => new CorpusMetric(metric, watch),
            (IMetric metric, _) => new Metric(metric, watch),
            (IBatchPhonemizer phonemizer, _) => new BatchPhonemizer(phonemizer, watch),
            (IPhonemizer phonemizer, _) => new Phonemizer(phonemizer, watch),
            (ICorpus corpus, _) => corpus is IReferenceReader reader
                ? new ReadingCorpus(corpus, reader, watch) : new Corpus(corpus, watch),
            _ => built
        };
    }

    /// <summary>The site that a part is built for; null where it is built for none.</summary>
    public static string? PlaceOf(object? context) => context switch
    {
        AttentionSite site => site.Name,
        GateContext { Site.Name: var name } => name,
        _ => null
    };

    private sealed class Attention(IReferenceAttention inner, PartWatch watch) : IReferenceAttention
    {
        public Tensor Attend(Tensor hidden, AttentionInput input) => watch.Run(
            () => inner.Attend(hidden, input),
            new("output", "B C M T", hidden.shape, hidden)
            {
                Inputs = [(nameof(hidden), hidden), ("reference", input.Reference)]
            });
    }

    private sealed class Gate(IGate inner, PartWatch watch) : IGate
    {
        public Tensor AllowedPairs(PhonemeMatch match) => watch.Run(
            () => inner.AllowedPairs(match),
            new("allowedPairs", "B T R",
                [match.TargetMask.shape[0], match.TargetMask.shape[1], match.ReferenceMask.shape[1]],
                match.TargetMask));

        public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match) => watch.Run(() =>
        {
            var decision = inner.Blend(hidden, attended, match);
            new TensorRule("output", "B C M T", hidden.shape, hidden)
            {
                Inputs = [(nameof(hidden), hidden), (nameof(attended), attended)],
                MayShareMemory = true
            }.Checked(decision.Output);
            new TensorRule("openness", "B T", match.TargetMask.shape, hidden).Checked(decision.Openness);
            return decision;
        });
    }

    private sealed class Conditioner(IConditioner inner, PartWatch watch) : IConditioner
    {
        public long Width { get; } = watch.Run(() => inner.Width > 0
            ? inner.Width
            : throw new InvalidOperationException($"width must be at least 1, but was {inner.Width}"));

        public Tensor Condition(ReferenceBatch reference) => watch.Run(
            () => inner.Condition(reference),
            new("output", "B width R", [reference.Mask.shape[0], Width, reference.Mask.shape[1]], reference.LogMel)
            {
                Inputs = [("logMel", reference.LogMel)]
            });
    }

    private sealed class Encoder(ITextEncoder inner, PartWatch watch, long bins) : ITextEncoder
    {
        public EncodedText Encode(TextBatch text) => watch.Run(() =>
        {
            var encoded = inner.Encode(text);
            var (batch, phonemes) = (text.Phonemes.shape[0], text.Phonemes.shape[1]);
            var conditions = text.Conditions.Select(condition => (condition.Key, condition.Value)).ToList();
            new TensorRule("mean", "B M P", [batch, bins, phonemes], text.Phonemes)
            { IsAnyFloat = true, Inputs = conditions }.Checked(encoded.Mean);
            new TensorRule("logDurations", "B P", [batch, phonemes], text.Phonemes)
            { IsAnyFloat = true, Inputs = conditions }.Checked(encoded.LogDurations);
            return encoded;
        });
    }

    private sealed class Estimator(IEstimator inner, PartWatch watch) : IEstimator
    {
        public Tensor Score(EstimatorInput input) => watch.Run(
            () => inner.Score(input),
            new("score", "B M T", input.Noisy.shape, input.Noisy)
            {
                Inputs = [("noisy", input.Noisy), ("mean", input.Mean), ("features", input.Reference.Features)]
            });
    }

    // Parts that hold weights are modules of their model, which disposes of them; the others are their builder's.
    private abstract class Weightless(object inner) : IDisposable
    {
        public void Dispose() => (inner as IDisposable)?.Dispose();
    }

    private class Metric(IMetric inner, PartWatch watch) : Weightless(inner), IStatesMargin, IDecidedBy, IMeasuresTime
    {
        public string Description => Watch.Run(() => inner.Description);

        public string Unit => Watch.Run(() => inner.Unit);

        public bool HigherIsBetter => Watch.Run(() => inner.HigherIsBetter);

        public double? Margin => Watch.Run(() => AboveZero((inner as IStatesMargin)?.Margin));

        public IReadOnlyList<string> DecidedBy => Watch.Run(() => (inner as IDecidedBy)?.DecidedBy ?? []);

        public bool MeasuresTime => Watch.Run(() => inner is IMeasuresTime { MeasuresTime: true });

        protected PartWatch Watch { get; } = watch;

        public double? Measure(MetricInput input) => Watch.Run(() => Finite(inner.Measure(input)));

        protected static double? Finite(double? value) => value is null || double.IsFinite(value.Value) ? value
            : throw new InvalidOperationException($"value must be finite, or null, but was {value}");

        protected static double? AboveZero(double? margin) => margin is null or (> 0 and < double.PositiveInfinity)
            ? margin
            : throw new InvalidOperationException(
                $"margin must be above 0 and finite, or null, but was {margin}");
    }

    private sealed class MetricFamily(IMetricFamily inner, PartWatch watch) : Metric(inner, watch), IMetricFamily
    {
        public IReadOnlyList<MetricMember> Members { get; } = watch.Run(() => Named(inner.Members));

        public IReadOnlyList<double?> MeasureEach(MetricInput input) => Watch.Run(() =>
        {
            var values = inner.MeasureEach(input).Select(Finite).ToList();
            return values.Count == Members.Count ? values : throw new InvalidOperationException(
                $"values must be one for each of {Members.Count} members, but were {values.Count}");
        });

        private static List<MetricMember> Named(IReadOnlyList<MetricMember> members) =>
            members.Count > 0 && members.DistinctBy(member => member.Name).Count() == members.Count
                ? [.. members.Select(member => member with { Margin = AboveZero(member.Margin) })]
                : throw new InvalidOperationException("members must be at least one, each of another name, but were: "
                    + string.Join(", ", members.Select(member => member.Name)));
    }

    private sealed class CorpusMetric(ICorpusMetric inner, PartWatch watch) : Metric(inner, watch), ICorpusMetric
    {
        public Tensor? Keep(MetricInput input) => Watch.Run(() => inner.Keep(input));

        public double? MeasureAll(IReadOnlyList<Tensor> kept) => Watch.Run(() => Finite(inner.MeasureAll(kept)));
    }

    private class Phonemizer(IPhonemizer inner, PartWatch watch) : Weightless(inner), IPhonemizer
    {
        protected PartWatch Watch { get; } = watch;

        public IReadOnlyList<string> Phonemize(string text) => Watch.Run(() => AtLeastOne(inner.Phonemize(text)));

        protected static IReadOnlyList<string> AtLeastOne(IReadOnlyList<string> phonemes) => phonemes is { Count: > 0 }
            ? phonemes : throw new InvalidOperationException("phonemes must be at least one, but were none");
    }

    private sealed class BatchPhonemizer(IBatchPhonemizer inner, PartWatch watch)
        : Phonemizer(inner, watch), IBatchPhonemizer
    {
        public IReadOnlyList<IReadOnlyList<string>?> PhonemizeAll(IReadOnlyList<string> texts) => Watch.Run(() =>
        {
            var given = inner.PhonemizeAll(texts);
            if (given?.Count != texts.Count)
                throw new InvalidOperationException(
                    $"phonemes must be a list for each of {texts.Count} texts, or null, but were {given?.Count ?? 0}");
            return (IReadOnlyList<IReadOnlyList<string>?>)[.. given.Select(of => of is null ? null : AtLeastOne(of))];
        });
    }

    private class Corpus(ICorpus inner, PartWatch watch) : Weightless(inner), ICorpus
    {
        protected PartWatch Watch { get; } = watch;

        public IReadOnlyList<Utterance> Read() => Watch.Run(() => inner.Read()
            ?? throw new InvalidOperationException("utterances must be a list, but were null"));
    }

    private sealed class ReadingCorpus(ICorpus inner, IReferenceReader reader, PartWatch watch)
        : Corpus(inner, watch), IReferenceReader, IReferenceFinder
    {
        public IReadOnlyList<float> ReadAudio(string path) => Watch.Run(() => reader.ReadAudio(path));

        public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
            Watch.Run(() => reader.ReadPhonemes(path, audioSeconds));

        public ReferenceNotes? Find(string path) =>
            reader is IReferenceFinder finder ? Watch.Run(() => finder.Find(path)) : null;
    }
}
