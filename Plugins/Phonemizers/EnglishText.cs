using System.Globalization;
using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>A text as phrases of words: numbers, signs and abbreviations are spelled out.</summary>
/// <param name="Phrases">The words between pauses, as they are written; no phrase is empty.</param>
/// <param name="Unreadable">Characters that have no reading, each once.</param>
internal sealed partial record EnglishText(
    IReadOnlyList<IReadOnlyList<string>> Phrases, IReadOnlyList<string> Unreadable)
{
    private static readonly Dictionary<string, string> Abbreviations = Table(
        "Mr mister", "Mrs missus", "Ms ms", "Dr doctor", "Prof professor", "Jr junior", "Sr senior", "vs versus",
        "etc etcetera", "Drs doctors", "Maj major", "Gen general", "Rev reverend", "Lt lieutenant", "Hon honorable",
        "Sgt sergeant", "Capt captain", "Esq esquire", "Ltd limited", "Col colonel", "Ft fort", "Co company");

    private static readonly Dictionary<string, string> Signs = Table(
        "& and", "% percent", "+ plus", "= equals", "@ at", "# number", "/ slash", ". dot", "° degrees", "$ dollars",
        "£ pounds", "€ euros");

    private const string EndsOfWords = " ,;:?!";
    private const string Quote = "\"";
    private const string Written = ",;:.?!" + Quote; // of what parts phrases; brackets and dashes leave no mark

    /// <summary>What stands before each phrase and behind the last: <c>,;:.?!</c>, quotes where they part phrases, and
    /// the spaces around them.</summary>
    public IReadOnlyList<string> Marks { get; private init; } = [];

    /// <summary>Reads a text.</summary>
    /// <param name="text">What is to be said.</param>
    /// <param name="partsAtQuotes">Whether quotes part phrases too; else they are passed over.</param>
    public static EnglishText Read(string text, bool partsAtQuotes = false)
    {
        var phrases = new PhraseList();
        var unreadable = new List<string>();
        var folded = ReadableText.Fold(text);
        for (var at = 0; at < folded.Length;)
            if (folded[at] == ' ')
            {
                phrases.Space();
                at++;
            }
            else if (PlainWord(folded, at) is { } word)
            {
                phrases.Say([word]);
                at += word.Length;
            }
            else
            {
                var match = Pattern().Match(folded, at);
                if (match.Groups["unreadable"].Success)
                    unreadable.Add(Named(match.Value));
                else
                    Take(match, phrases, partsAtQuotes);
                at += match.Length;
            }
        return new(phrases.Phrases, [.. unreadable.Distinct()]) { Marks = phrases.Marks };
    }

    private static void Take(Match match, PhraseList phrases, bool partsAtQuotes)
    {
        if (match.Groups["pause"].Success || (partsAtQuotes && match.Value == Quote))
            phrases.End(Written.Contains(match.Value, StringComparison.Ordinal) ? match.Value : "");
        else
            phrases.Say(Words(match).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // Letters that the pattern takes for a word, at a tenth of its time; null where it must judge.
    private static string? PlainWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        if (end == start || (end < text.Length && !EndsOfWords.Contains(text[end])))
            return null;
        var word = text[start..end];
        return word == "St" || Abbreviations.ContainsKey(word) ? null : word;
    }

    /// <summary>Every fault of the text itself: unreadable characters, or nothing to say.</summary>
    public IEnumerable<Fault> Faults(string text)
    {
        if (Unreadable.Count > 0)
            yield return TextFault.Of($"must be of readable characters, but has {string.Join(", ", Unreadable)}.");
        else if (Phrases.Count == 0)
            yield return TextFault.Of($"must have a word to say, but was '{TextFault.Shortened(text)}'.");
    }

    /// <summary>One paragraph a phrase: what programs part with a pause, whatever the words are.</summary>
    public string AsParagraphs() => string.Concat(Phrases.Select(phrase => $"{string.Join(' ', phrase)}\n\n"));

    private static string Words(Match match)
    {
        var groups = match.Groups;
        if (groups["hour"].Success)
            return NumberReading.Time(match);
        if (groups["top"].Success)
            return NumberReading.Fraction(match);
        if (groups["currency"].Success)
            return NumberReading.Money(match);
        if (groups["number"].Success)
            return NumberReading.Plain(match);
        if (groups["saint"].Success)
            return "saint";
        if (groups["street"].Success)
            return "street";
        if (groups["abbreviation"].Success)
            return Abbreviations[groups["abbreviation"].Value];
        if (groups["sign"].Success)
            return Signs[match.Value];
        return groups["word"].Success ? match.Value : "";
    }

    private static Dictionary<string, string> Table(params string[] rows) =>
        rows.Select(row => row.Split(' ')).ToDictionary(row => row[0], row => row[1]);

    // A character as a message shows it: '😀' (U+1F600), or the code alone of one that cannot be seen.
    private static string Named(string character)
    {
        var code = char.IsSurrogatePair(character, 0) ? char.ConvertToUtf32(character, 0) : character[0];
        var named = code.ToString("X4", CultureInfo.InvariantCulture);
        return CharUnicodeInfo.GetUnicodeCategory(character, 0) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            ? $"U+{named}"
            : $"'{character}' (U+{named})";
    }

    [GeneratedRegex(
        """
        (?<![\d:])(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?![\d:])(\ ?(?<half>[ap])\.?m\b\.?)?
        | (?<![\d/.,])(?<top>\d{1,2})/(?<bottom>\d{1,2})(?![\d/])
        | (?<minus>(?<![^\s("'])-)?(?<currency>[$£€])\ ?
            ((?<least>\d+(\.\d+)?)(-|\ to\ )\k<currency>?
                (?=\d+(\.\d+)?([\ -]?(thousand|million|billion|trillion)|(?i:k|mn?|mln|bn?|tn?))\b))?
            ((?<whole>\d{1,3}(,\d{3})+(?!\d)|\d+)(\.(?<decimals>\d+))?|\.(?<decimals>\d+))
            ([\ -]?(?<scale>(?i:thousand|million|billion|trillion)|bn|mn|mln|tn)\b|(?<scale>(?i:k|mn?|mln|bn?|tn?))\b)?
        | (?<number>(?<minus>(?<![^\s("'])-)?
            ((?<whole>\d{1,3}(,\d{3})+(?!\d)|\d+)(\.(?<decimals>\d+))?|\.(?<decimals>\d+))
            (((?<ordinal>st|nd|rd|th)|'?(?<plural>s)|(?<scale>(?<=\.\d+)M|mn|mln|bn|tn))(?![A-Za-z\d]))?
            (?<percent>\ ?%)?)
        | (?<saint>\bSt\b\.?(?=\s+[A-Z])) | (?<street>\bSt\b\.?)
        | \b(?<abbreviation>Mrs?|Ms|Dr|Prof|Jr|Sr|vs|etc)\b(?!')\.?
        | \b(?<abbreviation>Drs|Maj|Gen|Rev|Lt|Hon|Sgt|Capt|Esq|Ltd|Col|Ft|Co)\.
        | (?<word>([A-Za-z]\.){2,} | '?[A-Za-z]+(['-][A-Za-z]+)*'?)
        | (?<sign>[&%+=@\#/°$£€] | (?<=[A-Za-z\d])\.(?=[A-Za-z\d]))
        | (?<pause>[,;:.?!()[\]{}] | -{2,} | (?<=\s)-(?=\s))
        | [\s"'-]
        | (?<unreadable>[\uD800-\uDBFF][\uDC00-\uDFFF] | .)
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline
            | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
