namespace Melange.Host.Features;

/// <summary>All utterances of a corpus as tensors, and who may serve as whose reference.</summary>
public sealed class PreparedCorpus
{
    private readonly Lazy<ReferencePool> references;

    private PreparedCorpus(
        CorpusInventory inventory, IReadOnlyList<PreparedUtterance> utterances, ReferenceRule rule)
    {
        (Inventory, Utterances) = (inventory, utterances);
        Training = [.. utterances.Where(utterance => !utterance.Source.IsHeldOut)];
        HeldOut = [.. utterances.Where(utterance => utterance.Source.IsHeldOut)];
        references = new(() => new(Training, rule));
    }

    /// <summary>What the corpus names.</summary>
    public CorpusInventory Inventory { get; }

    /// <summary>Every utterance, in the corpus' order.</summary>
    public IReadOnlyList<PreparedUtterance> Utterances { get; }

    /// <summary>The utterances to learn from.</summary>
    public IReadOnlyList<PreparedUtterance> Training { get; }

    /// <summary>The utterances whose texts are kept out of training.</summary>
    public IReadOnlyList<PreparedUtterance> HeldOut { get; }

    /// <summary>Computes the features of every utterance, or finds them in a cache.</summary>
    /// <param name="utterances">The corpus.</param>
    /// <param name="format">How audio becomes a log-mel.</param>
    /// <param name="cache">Where log-mels are kept; null for memory.</param>
    /// <exception cref="FaultException">Utterances are too short for their phonemes, or have one that no training text
    /// has, or their audio cannot be read; the first are listed, the others counted.</exception>
    public static PreparedCorpus Of(
        IReadOnlyList<Utterance> utterances, AudioFormat format, FeatureCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(utterances);
        var indices = new UtteranceIndices(CorpusInventory.Of(utterances), format);
        FeatureFaults.ThrowIfAny([.. utterances
            .Select(utterance => (utterance, Problem: indices.Problem(utterance)))
            .Where(read => read.Problem is not null)
            .Select(read => new Fault(read.utterance.File, read.utterance.Line, read.Problem!))]);
        var styles = CorpusStyles.Of(utterances, format);
        var mels = (cache ?? new FeatureCache("")).Of(utterances, format);
        return new(
            indices.Inventory with { StyleWidth = styles[0]?.Width ?? 0 },
            [.. utterances.Select((utterance, i) => indices.Prepare(utterance, mels[i]) with { Style = styles[i] })],
            ReferenceRule.SameStyle);
    }

    /// <summary>Utterances to learn from, at most so many, spread over all.</summary>
    public IEnumerable<PreparedUtterance> TrainingSample(int most) => Spread(Training, most);

    /// <summary>Held-out utterances, at most so many, spread over all.</summary>
    public IEnumerable<PreparedUtterance> HeldOutSample(int most) => Spread(HeldOut, most);

    /// <summary>The same utterances under another rule of who may be whose reference; at first it is the style.
    /// </summary>
    public PreparedCorpus Under(ReferenceRule rule) => new(Inventory, Utterances, rule);

    /// <summary>Training utterances that may be an utterance's reference by the corpus' rule, in its order.</summary>
    public IReadOnlyList<PreparedUtterance> ReferencesFor(PreparedUtterance target) => references.Value.For(target);

    private static IEnumerable<PreparedUtterance> Spread(IReadOnlyList<PreparedUtterance> all, int most)
    {
        var count = Math.Min(most, all.Count);
        return Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Count / count)]);
    }
}
