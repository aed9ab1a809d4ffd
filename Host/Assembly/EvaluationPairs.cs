using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Assembly;

/// <summary>Chooses which held-out utterances are synthesised with which references.</summary>
public static class EvaluationPairs
{
    private const string NoPair = "there must be a held-out utterance that has a reference by training.references "
        + "(of its speaker and emotion, if nothing else is said), but there is none.";

    /// <summary>Chooses; the same for every variant and seed.</summary>
    /// <remarks>
    /// Every held-out utterance is a target that has a reference; of those that it may have (<see
    /// cref="PreparedCorpus.ReferencesFor"/>) it takes the first in which most of its frames find their phoneme; of a
    /// target without times, most of its phonemes, so that no choice depends on what a model makes of them. Shown pairs
    /// differ in emotion first, then in speaker.
    /// </remarks>
    /// <exception cref="FaultException">There is no held-out utterance that has a reference.</exception>
    public static IReadOnlyList<EvaluationPair> Choose(PreparedCorpus corpus, EvaluationOptions options)
    {
        var usable = TargetsOf(corpus, options.Pairs)
            .Where(target => corpus.ReferencesFor(target).Count > 0).ToList();
        if (usable.Count == 0)
            throw new FaultException([new("corpus", 0, NoPair)]);
        var present = new Dictionary<PreparedUtterance, HashSet<long>>(ReferenceEqualityComparer.Instance);
        var evaluated = Spread(usable, options.Limit)
            .Select(target => (Target: target, Reference: Best(target, corpus.ReferencesFor(target), present)))
            .ToList();
        var shown = Shown(evaluated, options.Shown).ToHashSet();
        return [.. evaluated.Select((pair, i) => new EvaluationPair(pair.Target, pair.Reference, shown.Contains(i)))];
    }

    private static IReadOnlyList<PreparedUtterance> TargetsOf(
        PreparedCorpus corpus, PairSelection pairs) => pairs switch
        {
            PairSelection.HeldOut => corpus.HeldOut,
            _ => throw new InvalidOperationException($"Bug in Melange: no targets for the pairs {pairs}.")
        };

    // The first of the best: none after one that has every phoneme can be better.
    private static PreparedUtterance Best(PreparedUtterance target, IReadOnlyList<PreparedUtterance> references,
        Dictionary<PreparedUtterance, HashSet<long>> present)
    {
        var frames = target.PhonemeIds.Select((id, i) => (Id: id, Frames: target.Durations?[i] ?? 1))
            .GroupBy(phoneme => phoneme.Id, phoneme => phoneme.Frames)
            .Select(phoneme => (Id: phoneme.Key, Frames: phoneme.Sum())).ToList();
        var (best, most, all) = (references[0], -1L, frames.Sum(phoneme => phoneme.Frames));
        for (var i = 0; i < references.Count && most < all; i++)
        {
            if (!present.TryGetValue(references[i], out var ids))
                present[references[i]] = ids = [.. references[i].PhonemeIds];
            var found = frames.Sum(phoneme => ids.Contains(phoneme.Id) ? phoneme.Frames : 0);
            if (found > most)
                (best, most) = (references[i], found);
        }
        return best;
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
