using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Assembly;

/// <summary>Chooses the reference of a target, and the label that the model is told, as a protocol says.</summary>
/// <param name="corpus">References, and the styles that are trained on.</param>
/// <param name="seed">Of what is drawn.</param>
internal sealed class ProtocolChoice(PreparedCorpus corpus, int seed)
{
    private readonly Dictionary<PreparedUtterance, HashSet<long>> present = new(ReferenceEqualityComparer.Instance);
    private readonly PreparedCorpus ofItsStyle = corpus.Under(ReferenceRule.SameStyle);
    private readonly List<(int Speaker, int Emotion)> trained =
        [.. corpus.Training.Select(utterance => (utterance.Speaker, utterance.Emotion)).Distinct()];

    /// <summary>What a protocol needs, for people.</summary>
    public static string Need(EvaluationProtocol protocol) => protocol switch
    {
        EvaluationProtocol.OtherEmotion => "a held-out utterance whose speaker is trained on in its emotion, with "
            + "another text, and in another emotion",
        EvaluationProtocol.OtherSpeaker => "a held-out utterance whose emotion is trained on in its speaker, with "
            + "another text, and in another speaker",
        _ => "a held-out utterance that has a reference by training.references (of its speaker and emotion, if nothing "
            + "else is said)"
    };

    /// <summary>Whether a target has a pair in a protocol.</summary>
    public bool Fits(EvaluationProtocol protocol, PreparedUtterance target) =>
        References(protocol, target).Count > 0 && Labels(protocol, target).Any();

    /// <summary>The pair of a target that fits.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="target">The target.</param>
    /// <param name="place">Its place among the held-out utterances: what is drawn depends on it.</param>
    public EvaluationPair Of(EvaluationProtocol protocol, PreparedUtterance target, int place)
    {
        var references = References(protocol, target);
        var labels = Labels(protocol, target).ToList();
        var reference = protocol switch
        {
            EvaluationProtocol.MostOverlap => First(target, references, found => -found),
            EvaluationProtocol.LeastOverlap => First(target, references, found => found),
            _ => references[Drawn(references.Count, RandomUse.Reference, place)]
        };
        return new(target, reference, IsShown: false)
        {
            Protocol = protocol,
            Told = labels[Drawn(labels.Count, RandomUse.Label, place)]
        };
    }

    // Only where the label is another's must the reference be in the target's style, whatever else may be one.
    private IReadOnlyList<PreparedUtterance> References(EvaluationProtocol protocol, PreparedUtterance target) =>
        protocol is EvaluationProtocol.OtherEmotion or EvaluationProtocol.OtherSpeaker
            ? ofItsStyle.ReferencesFor(target) : corpus.ReferencesFor(target);

    private IEnumerable<(int Speaker, int Emotion)> Labels(EvaluationProtocol protocol, PreparedUtterance target) =>
        protocol switch
        {
            EvaluationProtocol.OtherEmotion => trained.Where(label =>
                label.Speaker == target.Speaker && label.Emotion != target.Emotion),
            EvaluationProtocol.OtherSpeaker => trained.Where(label =>
                label.Speaker != target.Speaker && label.Emotion == target.Emotion),
            _ => [(target.Speaker, target.Emotion)]
        };

    private int Drawn(int count, RandomUse use, int place) => (int)(SeedSequence.Derive(seed, use, place) % count);

    // The first with the smallest rank of the target's frames that find their phoneme in it; of a target without times,
    // of its phonemes, so that no choice depends on what a model makes of them.
    private PreparedUtterance First(
        PreparedUtterance target, IReadOnlyList<PreparedUtterance> references, Func<long, long> rank)
    {
        var frames = target.PhonemeIds.Select((id, i) => (Id: id, Frames: target.Durations?[i] ?? 1))
            .GroupBy(phoneme => phoneme.Id, phoneme => phoneme.Frames)
            .Select(phoneme => (Id: phoneme.Key, Frames: phoneme.Sum())).ToList();
        var least = Math.Min(rank(0), rank(frames.Sum(phoneme => phoneme.Frames))); // none can be before it
        var (first, smallest) = (references[0], long.MaxValue);
        for (var i = 0; i < references.Count && smallest > least; i++)
        {
            if (!present.TryGetValue(references[i], out var ids))
                present[references[i]] = ids = [.. references[i].PhonemeIds];
            var found = rank(frames.Sum(phoneme => ids.Contains(phoneme.Id) ? phoneme.Frames : 0));
            if (found < smallest)
                (first, smallest) = (references[i], found);
        }
        return first;
    }
}
