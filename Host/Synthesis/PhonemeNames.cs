namespace Melange.Host.Synthesis;

/// <summary>Finds phonemes by the names that an inventory gives them.</summary>
/// <param name="names">Name of each phoneme id; id 0 is padding and no phoneme.</param>
internal sealed class PhonemeNames(IReadOnlyList<string> names)
{
    /// <summary>The id of a phoneme, upper and lower case alike where one only can be meant; null for none.</summary>
    public long? Find(string name)
    {
        var exact = Ids(name, StringComparison.Ordinal);
        var near = exact.Count > 0 ? exact : Ids(name, StringComparison.OrdinalIgnoreCase);
        return near.Count == 1 ? near[0] : null;
    }

    /// <summary>What is wrong with a name that is not found.</summary>
    public string Problem(string name)
    {
        var known = names.Skip(1).ToList();
        var near = Ids(name, StringComparison.OrdinalIgnoreCase);
        var meant = near.Select(id => $"'{names[(int)id]}'");
        return near.Count > 1
            ? $"'{name}' may be {string.Join(" or ", meant)}: write it as one of these."
            : $"no phoneme is called '{name}'.{NearestName.Suggest(name, known)} Known: {string.Join(", ", known)}.";
    }

    /// <summary>The names of phonemes, each once, in the order given.</summary>
    public string List(IEnumerable<long> ids) => string.Join(", ", ids.Distinct().Select(id => names[(int)id]));

    private List<long> Ids(string name, StringComparison comparison) =>
    [
        .. Enumerable.Range(1, names.Count - 1).Where(id => string.Equals(names[id], name, comparison))
            .Select(id => (long)id)
    ];
}
