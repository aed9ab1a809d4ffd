using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Assembly;

/// <summary>Chooses which held-out utterances are synthesised with which references.</summary>
public static class EvaluationPairs
{
    /// <summary>Chooses; the same for every variant and seed.</summary>
    /// <remarks>
    /// Every held-out utterance is a target in each protocol in which it finds a reference and a label. What is drawn
    /// depends on <see cref="EvaluationOptions.Seed"/> and the target's place alone. Shown pairs of a protocol differ
    /// in emotion first, then in speaker.
    /// </remarks>
    /// <returns>The pairs of the first protocol, then those of the next.</returns>
    /// <exception cref="FaultException">A protocol finds no pair.</exception>
    public static IReadOnlyList<EvaluationPair> Choose(PreparedCorpus corpus, EvaluationOptions options)
    {
        var (choice, faults) = (new ProtocolChoice(corpus, options.Seed), new List<Fault>());
        var targets = TargetsOf(corpus, options.Pairs);
        var pairs = options.Protocols.SelectMany(protocol => Of(protocol, targets, choice, options, faults)).ToList();
        return faults.Count == 0 ? pairs : throw new FaultException(faults);
    }

    private static List<EvaluationPair> Of(EvaluationProtocol protocol, IReadOnlyList<PreparedUtterance> targets,
        ProtocolChoice choice, EvaluationOptions options, List<Fault> faults)
    {
        var usable = targets.Index().Where(target => choice.Fits(protocol, target.Item)).ToList();
        if (usable.Count == 0)
            faults.Add(new("evaluate.protocols", 0,
                $"{EvaluationOptions.NameOf(protocol)} needs {ProtocolChoice.Need(protocol)}, but there is none."));
        var pairs = Spread(usable, options)
            .Select(target => choice.Of(protocol, target.Item, target.Index)).ToList();
        var shown = Shown(pairs, options.Shown).ToHashSet();
        return [.. pairs.Select((pair, i) => pair with { IsShown = shown.Contains(i) })];
    }

    private static IReadOnlyList<PreparedUtterance> TargetsOf(
        PreparedCorpus corpus, PairSelection pairs) => pairs switch
        {
            PairSelection.HeldOut => corpus.HeldOut,
            _ => throw new InvalidOperationException($"Bug in Melange: no targets for the pairs {pairs}.")
        };

    // As many of each speaker and emotion as there may be, drawn, then in the corpus' order.
    private static IEnumerable<(int Index, PreparedUtterance Item)> Spread(
        List<(int Index, PreparedUtterance Item)> targets, EvaluationOptions options) => targets
        .Select(target => (target, Draw: SeedSequence.Derive(options.Seed, RandomUse.Target, target.Index)))
        .GroupBy(drawn => (drawn.target.Item.Speaker, drawn.target.Item.Emotion))
        .SelectMany(style => style.OrderBy(drawn => drawn.Draw).Select((drawn, rank) => (drawn, rank)))
        .OrderBy(ranked => ranked.rank).ThenBy(ranked => ranked.drawn.Draw).Take(options.Limit)
        .Select(ranked => ranked.drawn.target).OrderBy(target => target.Index);

    private static IEnumerable<int> Shown(List<EvaluationPair> pairs, int count)
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
public sealed record EvaluationPair(PreparedUtterance Target, PreparedUtterance Reference, bool IsShown)
{
    /// <summary>Why this reference.</summary>
    public required EvaluationProtocol Protocol { get; init; }

    /// <summary>Speaker and emotion that the model is told, by index.</summary>
    public required (int Speaker, int Emotion) Told { get; init; }

    /// <summary>Its id in results, and its folder: the protocol and the target's id.</summary>
    public string Id => $"{EvaluationOptions.NameOf(Protocol)}/{Target.Source.Id}";

    /// <summary>The reference as the model gets it: the recording, under the label that it is told.</summary>
    public PreparedUtterance Heard => Reference with { Speaker = Told.Speaker, Emotion = Told.Emotion };
}
