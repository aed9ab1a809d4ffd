using Melange.Host.Assembly;
using Melange.Host.Checkpoints;
using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Vocoding;

/// <summary>The log-mels that a model speaks in the place of recordings, frame by frame as long as these.</summary>
/// <remarks>
/// What is learned of them is to vocode what the model really gives. Source: Kong et al. 2020, section 4.3
/// (fine-tuning), as Shen et al. 2018 (Tacotron 2), section 3.2, have it: ground-truth aligned. Each is spoken once, in
/// the style of an utterance drawn among those that may be its reference; of itself, where there is none.
/// </remarks>
internal static class PredictedMels
{
    private const int Batch = 8;

    /// <summary>Speaks every utterance of a corpus that has a reference.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="corpus">The corpus, whose phonemes and speakers the model must know.</param>
    /// <param name="seed">Seed of what is drawn.</param>
    /// <param name="progress">Told how many are spoken, of all.</param>
    /// <returns>By the id of the utterance.</returns>
    /// <exception cref="FaultException">The model is of another corpus or of other log-mels, or nobody knows when which
    /// phoneme sounds.</exception>
    public static IReadOnlyDictionary<string, LogMel> Of(
        ModelFolder folder, PreparedCorpus corpus, int seed, Action<int, int> progress)
    {
        Check(folder, corpus);
        using var synthesiser = new Synthesiser(folder.Model, folder.Options, folder.Device);
        var under = corpus.Under(folder.Options.Training.References);
        var spoken = new Dictionary<string, LogMel>();
        foreach (var some in corpus.Utterances.Index().Chunk(Batch))
        {
            var mels = synthesiser.Mels([.. some.Select(entry => Request(under, entry.Item, seed, entry.Index))]);
            foreach (var (mel, (_, utterance)) in mels.Zip(some))
                spoken.Add(utterance.Source.Id, new(mel));
            progress(spoken.Count, corpus.Utterances.Count);
        }
        return spoken;
    }

    private static SynthesisRequest Request(PreparedCorpus corpus, PreparedUtterance utterance, int seed, int place)
    {
        var others = corpus.ReferencesFor(utterance);
        var random = new Random(unchecked((int)SeedSequence.Derive(seed, RandomUse.Reference, place)));
        return new(utterance.PhonemeIds, others.Count > 0 ? others[random.Next(others.Count)] : utterance,
            SeedSequence.Derive(seed, RandomUse.Synthesis, place))
        {
            Durations = utterance.KnownDurations
        };
    }

    private static void Check(ModelFolder folder, PreparedCorpus corpus)
    {
        const string Place = "vocoder.predictedBy";
        var faults = OriginDifferences.OfInventories(folder.Inventory, corpus.Inventory)
            .Select(change => new Fault(Place, 0, $"the model was trained on another corpus: {change}")).ToList();
        if (folder.Options.Features.Differences(corpus.Utterances[0].Format) is { Count: > 0 } numbers)
            faults.Add(new(Place, 0, "the model speaks other log-mels than those of features: "
                + $"{string.Join(", ", numbers)}."));
        if (corpus.Utterances.FirstOrDefault(utterance => !utterance.IsAligned) is { } unaligned)
            faults.Add(new(Place, 0, "each utterance must tell when its phonemes sound, for a model to speak it as "
                + $"long, but '{unaligned.Source.Id}' does not."));
        if (faults.Count > 0)
            throw new FaultException(faults);
    }
}
