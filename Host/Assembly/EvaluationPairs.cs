using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Assembly;

/// <summary>Chooses which held-out utterances are synthesised with which references.</summary>
public static class EvaluationPairs
{
    private const string NoPair =
        "there must be a held-out utterance with a training utterance of its speaker and emotion, but there is none.";

    /// <summary>Chooses; the same for every variant and seed.</summary>
    /// <remarks>
    /// Every held-out utterance is a target; its reference is the training utterance of the same speaker and emotion,
    /// saying something else, in which most of the target's frames find their phoneme; of a target without times, most
    /// of its phonemes, so that no choice depends on what a model makes of them. Shown pairs differ in emotion first,
    /// then in speaker.
    /// </remarks>
    /// <exception cref="FaultException">There is no held-out utterance that has a reference.</exception>
    public static IReadOnlyList<EvaluationPair> Choose(PreparedCorpus corpus, EvaluationOptions options)
    {
        var usable = TargetsOf(corpus, options.Pairs)
            .Select(target => (Target: target, References: corpus.ReferencesFor(target)))
            .Where(pair => pair.References.Count > 0)
            .Select(pair => (pair.Target,
                Reference: pair.References.MaxBy(other => FramesFound(pair.Target, other))!))
            .ToList();
        if (usable.Count == 0)
            throw new FaultException([new("corpus", 0, NoPair)]);
        var evaluated = Spread(usable, options.Limit);
        var shown = Shown(evaluated, options.Shown).ToHashSet();
        return [.. evaluated.Select((pair, i) => new EvaluationPair(pair.Target, pair.Reference, shown.Contains(i)))];
    }

    private static IReadOnlyList<PreparedUtterance> TargetsOf(
        PreparedCorpus corpus, PairSelection pairs) => pairs switch
        {
            PairSelection.HeldOut => corpus.HeldOut,
            _ => throw new InvalidOperationException($"Bug in Melange: no targets for the pairs {pairs}.")
        };

    private static long FramesFound(PreparedUtterance target, PreparedUtterance reference)
    {
        var present = reference.PhonemeIds.ToHashSet();
        return target.PhonemeIds.Select((id, i) => present.Contains(id) ? target.Durations?[i] ?? 1 : 0).Sum();
    }

    private static List<T> Spread<T>(List<T> items, int limit) => items.Count <= limit
        ? items
        : [.. Enumerable.Range(0, limit).Select(i => items[(int)((long)i * items.Count / limit)])];

    private static IEnumerable<int> Shown(
        List<(PreparedUtterance Target, PreparedUtterance Reference)> pairs, int count)
    {
        var (emotions, speakers) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        var left = Enumerable.Range(0, pairs.Count).ToList();
        for (; count > 0 && left.Count > 0; count--)
        {
            var next = left.MinBy(i => emotions.GetValueOrDefault(pairs[i].Target.Emotion) * pairs.Count
                + speakers.GetValueOrDefault(pairs[i].Target.Speaker));
            left.Remove(next);
            emotions[pairs[next].Target.Emotion] = emotions.GetValueOrDefault(pairs[next].Target.Emotion) + 1;
            speakers[pairs[next].Target.Speaker] = speakers.GetValueOrDefault(pairs[next].Target.Speaker) + 1;
            yield return next;
        }
    }
}

/// <summary>One utterance to synthesise.</summary>
/// <param name="Target">What it should become.</param>
/// <param name="Reference">What the style comes from.</param>
/// <param name="IsShown">Whether the report shows it.</param>
public sealed record EvaluationPair(PreparedUtterance Target, PreparedUtterance Reference, bool IsShown);
