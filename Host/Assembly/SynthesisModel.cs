using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using static TorchSharp.torch.nn;

namespace Melange.Host.Assembly;

/// <summary>All weights of one run: conditioners, text encoder and estimator, assembled from their parts.</summary>
/// <remarks>B batch, D reference width, R reference frames. A part that is no module simply has no weights.</remarks>
public sealed class SynthesisModel : Module
{
    /// <summary>What the names of the estimator's weights begin with.</summary>
    internal const string EstimatorName = "estimator";

    private readonly IReadOnlyDictionary<string, IConditioner> conditioners;
    private readonly NullReference? nullReference; // only where references are dropped in training

    /// <summary>Builds every part with fresh weights, in the order conditioning, encoder, estimator.</summary>
    /// <param name="options">The parts.</param>
    /// <param name="corpus">What the corpus holds: phonemes, speakers, emotions.</param>
    /// <param name="given">How audio becomes mel bins M, and the noise schedule.</param>
    public SynthesisModel(
        ModelOptions options, CorpusInventory corpus, (AudioFormat Format, NoiseSchedule Schedule) given)
        : base(nameof(SynthesisModel))
    {
        var (format, schedule) = given;
        (Inventory, Format) = (corpus, format);
        var context = corpus.ContextOfConditioners(format);
        conditioners = options.Conditioning.ToDictionary(entry => entry.Key,
            entry => entry.Value.BuildInto(this, $"conditioning_{entry.Key}".Replace('.', '_'), context));
        Conditions = [.. conditioners.Select(entry => new Condition(entry.Key, entry.Value.Width))];
        Encoder = options.Encoder.BuildInto(this, "encoder", new(corpus.PhonemeCount, format.Bins, Conditions));
        Process = options.ProcessFor(schedule);
        Estimator = options.Estimator.BuildInto(this, EstimatorName, EstimatorContext(given));
        ReferenceDropout = options.ReferenceDropout;
        if (ReferenceDropout > 0)
            register_module(nameof(nullReference), nullReference = new NullReference(Conditions));
    }

    /// <summary>What the corpus names, as the ids that tensors hold.</summary>
    public CorpusInventory Inventory { get; }

    /// <summary>How audio becomes the log-mels that it sees normalised.</summary>
    public AudioFormat Format { get; }

    /// <summary>The conditions of the reference, in the order of their features.</summary>
    public IReadOnlyList<Condition> Conditions { get; }

    /// <summary>Phonemes to prior and durations.</summary>
    public ITextEncoder Encoder { get; }

    /// <summary>How x_t is made, and what the estimator is asked for there.</summary>
    public IProcess Process { get; }

    /// <summary>The score of the noisy mel-spectrogram, or what else the process asks for.</summary>
    public IEstimator Estimator { get; }

    /// <summary>The weights of the estimator; null where it has none.</summary>
    public Module? EstimatorWeights =>
        named_children().FirstOrDefault(child => child.name == EstimatorName).module;

    /// <summary>Share of the references that training drops, in [0, 1); above 0 the model can be guided.</summary>
    public double ReferenceDropout { get; }

    /// <summary>What an estimator of this model is built for.</summary>
    /// <param name="given">How audio becomes mel bins M, and the noise schedule.</param>
    internal EstimatorContext EstimatorContext((AudioFormat Format, NoiseSchedule Schedule) given) =>
        new(given.Format.Bins, Conditions, given.Schedule, Inventory.Phonemes) { Process = Process };

    /// <summary>The sum of what parts add to the training loss, a scalar; null where none does.</summary>
    public Tensor? Penalty()
    {
        var penalties = modules().OfType<IPenalised>().Select(part => part.Penalty()).ToArray();
        return penalties.Length == 0 ? null : stack(penalties).sum();
    }

    /// <summary>Runs every conditioner over a batch of references.</summary>
    public ConditionedReference Condition(ReferenceBatch reference)
    {
        var byName = conditioners.ToDictionary(entry => entry.Key, entry => entry.Value.Condition(reference));
        var features = byName.Count > 0 ? cat([.. byName.Values], 1) : NoFeatures(reference); // [B, D, R]
        return new(features, reference.Mask, reference.Phonemes, byName);
    }

    /// <summary>A question of few frames to the estimator, with silence as x_t and mu, at t = 0.5.</summary>
    /// <param name="batch">Any reference, B = 1.</param>
    /// <param name="frames">Target frames T, at most the reference's.</param>
    public EstimatorInput ShortQuestion(ReferenceBatch batch, int frames)
    {
        var reference = Condition(batch);
        var phonemes = reference.Phonemes.narrow(1, 0, 1).expand(1, frames);        // [1, T]
        var mel = zeros(1, batch.LogMel.shape[1], frames, device: phonemes.device); // [1, M, T]
        return new(mel, mel, full(1, 0.5, device: phonemes.device), ones_like(phonemes, dtype: ScalarType.Bool),
            phonemes, reference);
    }

    /// <summary>Takes references away from the estimator, in favour of the learned null reference.</summary>
    /// <param name="reference">The references.</param>
    /// <param name="dropped">Which of them are taken away, bool <c>[B]</c>.</param>
    /// <exception cref="InvalidOperationException">The model is built without <c>referenceDropout</c>.</exception>
    public ConditionedReference WithoutReference(ConditionedReference reference, Tensor dropped) =>
        nullReference?.InPlaceOf(reference, dropped) ?? throw new InvalidOperationException(
            "Bug in Melange: a reference is dropped from a model that has no null reference.");

    /// <summary>Averages each condition over the real frames of the reference: what an encoder may know.</summary>
    /// <returns><c>[B, width]</c> by name.</returns>
    public static IReadOnlyDictionary<string, Tensor> Averages(ConditionedReference reference) =>
        reference.Conditions.ToDictionary(entry => entry.Key, entry => Average(entry.Value, reference.Mask));

    private static Tensor NoFeatures(ReferenceBatch reference) =>                   // [B, 0, R]
        empty([reference.Mask.shape[0], 0, reference.Mask.shape[1]], device: reference.Mask.device);

    private static Tensor Average(Tensor condition, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var factor = mask.to(condition.dtype).unsqueeze(1);                         // [B, 1, R]
        return ((condition * factor).sum(2) / factor.sum(2)).MoveToOuterDisposeScope(); // [B, width]
    }
}
