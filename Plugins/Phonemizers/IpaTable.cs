using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>The symbols that espeak-ng prints for American English, and their phonemes of the ARPAbet.</summary>
/// <remarks>
/// The symbols are all that espeak-ng 1.51 prints for the words of the CMU Pronouncing Dictionary, but for sounds of
/// other languages. Source of the pairs: the IPA of the ARPAbet in Jurafsky and Martin, Speech and Language Processing,
/// 3rd edition draft, chapter on phonetics. Departs from it: a flap and a glottal stop are <c>T</c>, and <c>x</c> is
/// <c>K</c>; <c>ɹ</c> after <c>ER</c> goes and <c>ɪ</c> before a vowel is <c>IY</c>, as the dictionary writes them.
/// </remarks>
internal static partial class IpaTable
{
    private const char Primary = 'ˈ';
    private const char Secondary = 'ˌ';

    private static readonly Dictionary<string, string[]> Phonemes = new[]
    {
        "ɑː AA", "æ AE", "ʌ AH", "ə AH", "ɐ AH", "ɔː AO", "ɔ AO", "oː AO", "aʊ AW", "aɪ AY", "ɛ EH", "ɜː ER", "ɚ ER",
        "eɪ EY", "ɪ IH", "ᵻ IH", "iː IY", "i IY", "oʊ OW", "o OW", "ɔɪ OY", "ʊ UH", "uː UW",
        "əl AH L", "n̩ AH N", "iə IY AH", "aɪə AY AH", "aɪɚ AY ER", "ɑːɹ AA R", "ɔːɹ AO R", "oːɹ AO R", "ɛɹ EH R",
        "ɪɹ IH R", "ʊɹ UH R",
        "b B", "tʃ CH", "d D", "ð DH", "f F", "ɡ G", "h HH", "dʒ JH", "k K", "x K", "l L", "m M", "n N", "ŋ NG", "p P",
        "ɹ R", "r R", "s S", "ʃ SH", "t T", "ɾ T", "ʔ T", "θ TH", "v V", "w W", "j Y", "z Z", "ʒ ZH"
    }.Select(row => row.Split(' ')).ToDictionary(row => row[0], row => row[1..]);

    /// <summary>Whether the table has a symbol, with or without a mark of stress before it.</summary>
    public static bool Has(string symbol) => Phonemes.ContainsKey(Bare(symbol));

    /// <summary>The symbols that are sounds, with or without their marks of stress.</summary>
    /// <remarks>What stands in brackets, <c>(fr)</c>, only names the language that espeak-ng takes a word to be of.
    /// </remarks>
    public static string[] Spoken(IEnumerable<string> symbols, bool withStress) =>
    [
        .. symbols.Select(symbol => Language().Replace(withStress ? symbol : Bare(symbol), ""))
            .Where(symbol => symbol.Length > 0)
    ];

    /// <summary>A line that espeak-ng printed as it stands in print, without what parts symbols.</summary>
    public static string Text(string line) => string.Join(' ', Language().Replace(line, "")
        .Replace("_", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The phonemes of symbols that the table has, as the dictionary writes them.</summary>
    /// <remarks>A mark of stress belongs to the first vowel of its symbol; other vowels have none.</remarks>
    public static IReadOnlyList<string> ToArpabet(IEnumerable<string> symbols)
    {
        var phonemes = new List<string>();
        foreach (var symbol in symbols)
        {
            var stress = symbol[0] switch { Primary => '1', Secondary => '2', _ => '0' };
            foreach (var phoneme in Phonemes[Bare(symbol)])
            {
                Add(Arpabet.IsVowelWithoutStress(phoneme) ? $"{phoneme}{stress}" : phoneme, phonemes);
                stress = '0';
            }
        }
        return phonemes;
    }

    private static void Add(string phoneme, List<string> phonemes)
    {
        if (phoneme == "R" && phonemes is [.., ['E', 'R', _]])
            return;
        if (Arpabet.IsVowel(phoneme) && phonemes is [.., ['I', 'H', var stress]])
            phonemes[^1] = $"IY{stress}";
        phonemes.Add(phoneme);
    }

    private static string Bare(string symbol) => symbol.TrimStart(Primary, Secondary);

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Language();
}
