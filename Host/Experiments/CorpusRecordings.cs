using System.Collections;
using Melange.Host.Features;

namespace Melange.Host.Experiments;

/// <summary>The recordings of a corpus as metrics see them; each is made when it is asked for, and once.</summary>
/// <param name="corpus">The corpus.</param>
internal sealed class CorpusRecordings(PreparedCorpus corpus)
{
    private readonly Dictionary<Utterance, CorpusRecording> made = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<ILookup<(string Text, string Speaker), PreparedUtterance>> byText = new(() =>
        corpus.Utterances.ToLookup(utterance => (utterance.Source.Text, utterance.Source.Speaker)));

    /// <summary>What the model learns from, in the corpus' order.</summary>
    public IReadOnlyList<CorpusRecording> Training => new OnDemand(corpus.Training.Count, i => Of(corpus.Training[i]));

    /// <summary>The recordings of an utterance's text by its speaker, itself among them.</summary>
    public IReadOnlyList<CorpusRecording> OfSameText(Utterance utterance) =>
        [.. byText.Value[(utterance.Text, utterance.Speaker)].Select(Of)];

    private CorpusRecording Of(PreparedUtterance utterance)
    {
        if (!made.TryGetValue(utterance.Source, out var recording))
            made[utterance.Source] = recording = Made(utterance);
        return recording;
    }

    private CorpusRecording Made(PreparedUtterance utterance)
    {
        var source = utterance.Source;
        return new(source.Id, source.Text, source.Speaker, source.Emotion,
            () => tensor(source.Samples.ToArray()), utterance.Mel.Read)
        {
            Phonemes = utterance.Durations is not { } durations ? [] : FrameAlignment.Intervals(
                [.. utterance.PhonemeIds.Select(id => corpus.Inventory.Phonemes[(int)id])], durations,
                utterance.Format.FrameRateHz)
        };
    }

    private sealed class OnDemand(int count, Func<int, CorpusRecording> make) : IReadOnlyList<CorpusRecording>
    {
        public int Count => count;

        public CorpusRecording this[int index] => make(index);

        public IEnumerator<CorpusRecording> GetEnumerator() => Enumerable.Range(0, count).Select(make).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
