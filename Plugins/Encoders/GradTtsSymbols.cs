namespace Melange.Plugins;

/// <summary>The symbols that the official Grad-TTS reads texts as, by their ids.</summary>
/// <remarks>
/// Padding, dash, punctuation, letters, and the phonemes of the CMU Pronouncing Dictionary, each vowel without and with
/// its three stresses, marked by <c>@</c>; then, where blanks stand between symbols, the blank. Source: the official
/// code, text/symbols.py and, for the blank, inference.py.
/// </remarks>
internal static class GradTtsSymbols
{
    /// <summary>What marks a phoneme.</summary>
    public const string PhonemePrefix = "@";

    /// <summary>Name of the symbol between any two others; it has none in the official code.</summary>
    public const string Blank = "<blank>";

    private const string PaddingDashAndPunctuation = "_-!'(),.:;? ";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // In alphabetical order, as in the official list; * has the four forms of a vowel.
    private const string Phonemes = "AA* AE* AH* AO* AW* AY* B CH D DH EH* ER* EY* F G HH IH* IY* JH K L M N NG "
        + "OW* OY* P R S SH T TH UH* UW* V W Y Z ZH";

    /// <summary>All symbols without the blank.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. PaddingDashAndPunctuation.Concat(Letters).Select(symbol => $"{symbol}"),
        .. Phonemes.Split(' ').SelectMany(Forms).Select(phoneme => PhonemePrefix + phoneme)
    ];

    private static IEnumerable<string> Forms(string phoneme) => phoneme.TrimEnd('*') is var name && name == phoneme
        ? [name] : [name, name + "0", name + "1", name + "2"];
}
