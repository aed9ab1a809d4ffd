namespace Melange.Plugins;

/// <summary>The symbols that the official Matcha-TTS reads texts as, by their ids.</summary>
/// <remarks>
/// Padding, punctuation with the space last, letters, and the letters and marks of IPA, of which one stands twice.
/// Source: the official code, text/symbols.py, after VITS.
/// </remarks>
internal static class MatchaSymbols
{
    /// <summary>What stands between any two symbols and at both ends; id 0, padding too.</summary>
    public const string Blank = "_";

    private const string Punctuation = ";:,.!?¡¿—…\"«»“”␣"; // the last is a space
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private const string Ipa = "ɑɐɒæɓʙβɔɕçɗɖðʤəɘɚɛɜɝɞɟʄɡɠɢʛɦɧħɥʜɨɪʝɭɬɫɮʟɱɯɰŋɳɲɴøɵɸθœɶʘɹɺɾɻʀʁɽʂʃʈʧʉʊʋⱱʌɣɤʍχʎʏʑʐʒʔʡʕʢ"
        + "ǀǁǂǃˈˌːˑʼʴʰʱʲʷˠˤ˞↓↑→↗↘";

    private const string FirstApostrophe = "<unused>"; // the official table gives an apostrophe the id of the second

    /// <summary>All symbols, each with a name of its own and without white space.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Blank, .. Punctuation.Concat(Letters).Concat(Ipa).Select(symbol => $"{symbol}"),
        FirstApostrophe, "\u0329", "'", "ᵻ"
    ];
}
