namespace Melange.Plugins;

/// <summary>Pairs target and reference frames by a rule over their phonemes' names.</summary>
internal sealed class PhonemeMatcher
{
    private readonly PhonemeRule rule;
    private readonly long[] withoutStress; // kind of each phoneme id
    private readonly long[] byClass;
    private readonly bool classFallback;

    /// <summary>Prepares a rule for an inventory.</summary>
    /// <exception cref="OptionsException">A class is needed of a phoneme that has none, or one is given to a phoneme
    /// that does not exist.</exception>
    public PhonemeMatcher(
        PhonemeRule rule, bool classFallback, IReadOnlyDictionary<string, string> classes, GateContext context)
    {
        (this.rule, this.classFallback) = (rule, classFallback);
        withoutStress = Kinds(context.Phonemes.Select(PhonemeClasses.WithoutStress));
        byClass = rule == PhonemeRule.Class || classFallback
            ? Kinds(context.Phonemes.Select((phoneme, id) => id == 0 ? "" : ClassOf(phoneme, classes)))
            : [];
        if (byClass.Length > 0)
            OptionsException.ThrowIfAny(classes, Problems(classes, context));
    }

    /// <summary>What the pairs hold to whatever is learned; a class is asked only where a phoneme is absent.</summary>
    public IReadOnlyList<string> Guarantees => rule == PhonemeRule.Phoneme ? [Guarantee.OwnPhoneme] : [];

    /// <summary>Every pair of real frames that match by the rule; if asked, by class where a frame has none.</summary>
    /// <returns>bool <c>[B, T, R]</c>, new.</returns>
    public Tensor Pairs(PhonemeMatch match)
    {
        using var scope = NewDisposeScope();
        var pairs = rule switch
        {
            PhonemeRule.Any => match.RealPairs(),
            PhonemeRule.Phoneme => match.SamePhonemePairs(),
            PhonemeRule.PhonemeWithoutStress => SameKind(match, withoutStress),
            _ => SameKind(match, byClass)
        };
        if (classFallback)
            pairs = where(pairs.any(2, keepdim: true), pairs, SameKind(match, byClass)); // [B, T, R]
        return pairs.MoveToOuterDisposeScope();
    }

    private static Tensor SameKind(PhonemeMatch match, long[] kinds) =>
        match.SameKindPairs(tensor(kinds, device: match.TargetPhonemes.device));

    private static long[] Kinds(IEnumerable<string> names)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        return [.. names.Select(name => numbers.TryGetValue(name, out var known)
            ? known
            : numbers[name] = numbers.Count)];
    }

    private static string ClassOf(string phoneme, IReadOnlyDictionary<string, string> classes) =>
        classes.GetValueOrDefault(phoneme) ?? PhonemeClasses.Of(phoneme) ?? "";

    private static IEnumerable<string> Problems(IReadOnlyDictionary<string, string> classes, GateContext context)
    {
        var unknown = context.Phonemes.Skip(1).Where(phoneme => ClassOf(phoneme, classes).Length == 0).ToList();
        if (unknown.Count > 0)
            yield return $"Classes must name a class of each phoneme that is not of the ARPAbet, but site"
                + $" '{context.Site.Name}' has none of {string.Join(", ", unknown)}.";
        foreach (var phoneme in classes.Keys.Where(phoneme => !context.Phonemes.Skip(1).Contains(phoneme)))
            yield return $"Classes must name phonemes of the corpus, but it has no '{phoneme}'."
                + NearestName.Suggest(phoneme, [.. context.Phonemes.Skip(1)]);
    }
}
