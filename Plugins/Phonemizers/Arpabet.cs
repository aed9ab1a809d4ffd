namespace Melange.Plugins;

/// <summary>The phonemes of the CMU Pronouncing Dictionary, and how each notation writes them.</summary>
/// <remarks>
/// Source: the dictionary's <c>cmudict.phones</c>, 15 vowels and 24 consonants. A vowel carries its stress, 0, 1 or 2.
/// </remarks>
internal static class Arpabet
{
    private static readonly HashSet<string> Vowels =
        [.. "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".Split(' ')];

    private static readonly HashSet<string> Consonants =
        [.. "B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".Split(' ')];

    /// <summary>Every phoneme without stress.</summary>
    public static IEnumerable<string> Bare => Vowels.Concat(Consonants);

    /// <summary>Whether a phoneme is written as the dictionary writes it: <c>AH0</c>, <c>B</c>.</summary>
    public static bool IsPhoneme(string phoneme) =>
        Consonants.Contains(phoneme) || (phoneme is [.., '0' or '1' or '2'] && Vowels.Contains(phoneme[..^1]));

    /// <summary>Whether it is a vowel without the stress that it must carry.</summary>
    public static bool IsVowelWithoutStress(string phoneme) => Vowels.Contains(phoneme);

    /// <summary>Whether a phoneme is a vowel, in any notation.</summary>
    public static bool IsVowel(string phoneme) => "aeiou".Contains(char.ToLowerInvariant(phoneme[0]));

    /// <summary>Writes a phoneme of the dictionary in a notation.</summary>
    public static string Write(string phoneme, PhonemeNotation notation) => notation switch
    {
        PhonemeNotation.Flite when phoneme == "AH0" => "ax",
        PhonemeNotation.Flite => WithoutStress(phoneme).ToLowerInvariant(),
        PhonemeNotation.Arpabet => WithoutStress(phoneme),
        _ => phoneme
    };

    /// <summary>Writes what flite printed in a notation without stress.</summary>
    public static string FromFlite(string phoneme, PhonemeNotation notation) =>
        notation == PhonemeNotation.Flite ? phoneme : phoneme == "ax" ? "AH" : phoneme.ToUpperInvariant();

    private static string WithoutStress(string phoneme) => phoneme.TrimEnd('0', '1', '2');
}
