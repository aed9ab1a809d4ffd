namespace Melange.Plugins;

/// <summary>Finds how single words are pronounced, in the dictionary's notation.</summary>
/// <param name="dictionaries">Where to look, the first first.</param>
internal sealed class WordReader(IReadOnlyList<PronouncingDictionary> dictionaries)
{
    private const int MostLetters = 100; // the dictionary's longest word has 34
    private const int MostCapitals = 5;
    private static readonly string[] Voiceless = ["P", "T", "K", "F", "TH"];
    private static readonly string[] Hissing = ["S", "Z", "SH", "ZH", "CH", "JH"];

    private static readonly Dictionary<string, string> Endings = new()
    {
        ["'ll"] = "AH0 L",
        ["'d"] = "D",
        ["'ve"] = "V",
        ["'re"] = "ER0"
    };

    /// <summary>Whether the dictionaries write phonemes as those of the endings are written.</summary>
    public bool TakesEndings { get; init; } = true;

    /// <summary>The phonemes of a word as it is written; null where there is no way to know.</summary>
    /// <remarks>
    /// In this order: the word itself; without apostrophes around it; its parts at hyphens; without an ending such as
    /// <c>'s</c>; letter by letter, for initials and for words of 2 to 5 capitals.
    /// </remarks>
    public string[]? Find(string word)
    {
        if (word.Length > MostLetters)
            return null;
        var lower = word.ToLowerInvariant();
        return Known(lower) ?? Known(lower.TrimEnd('\'')) ?? Known(lower.TrimStart('\''))
            ?? Known(lower.Trim('\'')) ?? Parts(word.Trim('\'')) ?? WithEnding(word.Trim('\'')) ?? Spelled(word);
    }

    /// <summary>The known word nearest to one that is not; null where none is near.</summary>
    public string? Nearest(string word)
    {
        var lower = word.ToLowerInvariant();
        return NearestName.Of(lower, dictionaries.SelectMany(dictionary => dictionary.WordsLike(lower)));
    }

    private string[]? Known(string word) =>
        dictionaries.Select(dictionary => dictionary.Find(word)).FirstOrDefault(found => found is not null);

    private string[]? Parts(string word)
    {
        if (!word.Contains('-'))
            return null;
        var parts = word.Split('-').Select(Find).ToList();
        return parts.Contains(null) ? null : [.. parts.SelectMany(part => part!)];
    }

    private string[]? WithEnding(string word)
    {
        var apostrophe = word.LastIndexOf('\'');
        if (!TakesEndings || apostrophe <= 0 || Find(word[..apostrophe]) is not { } stem)
            return null;
        var ending = word[apostrophe..].ToLowerInvariant();
        if (ending == "'s")
            return [.. stem, .. Possessive(stem[^1])];
        return Endings.TryGetValue(ending, out var said) ? [.. stem, .. said.Split(' ')] : null;
    }

    private static string[] Possessive(string last) =>
        Hissing.Contains(last) ? ["IH0", "Z"] : Voiceless.Contains(last) ? ["S"] : ["Z"];

    private string[]? Spelled(string word)
    {
        var letters = word.Replace(".", "", StringComparison.Ordinal).Trim('\'');
        var isShort = letters.Length is > 1 and <= MostCapitals;
        if (!word.Contains('.') && !(isShort && letters.All(char.IsAsciiLetterUpper)))
            return null;
        var names = letters.ToLowerInvariant().Select(letter => Known($"{letter}.") ?? Known($"{letter}")).ToList();
        return names.Contains(null) ? null : [.. names.SelectMany(name => name!)];
    }
}
