using System.Text;

namespace Melange.Plugins;

/// <summary>Brings text to the characters that are read: ASCII, and the signs of pounds, euros and degrees.</summary>
/// <remarks>
/// Typographic quotes, dashes and spaces become plain ones, accents and invisible marks go. Written out as a table:
/// without the system's own data of Unicode, which a program may lack, .NET takes no letter apart.
/// </remarks>
internal static class ReadableText
{
    private static readonly (string Plain, string Written)[] Table =
    [
        ("A", "ÀÁÂÃÄÅĀĂĄ"), ("a", "àáâãäåāăą"), ("AE", "Æ"), ("ae", "æ"), ("C", "ÇĆĈĊČ"), ("c", "çćĉċč"),
        ("D", "ÐĎĐ"), ("d", "ðďđ"), ("E", "ÈÉÊËĒĔĖĘĚ"), ("e", "èéêëēĕėęě"), ("G", "ĜĞĠĢ"), ("g", "ĝğġģ"),
        ("H", "ĤĦ"), ("h", "ĥħ"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("i", "ìíîïĩīĭįı"), ("J", "Ĵ"), ("j", "ĵ"),
        ("K", "Ķ"), ("k", "ķ"), ("L", "ĹĻĽĿŁ"), ("l", "ĺļľŀł"), ("N", "ÑŃŅŇ"), ("n", "ñńņň"),
        ("O", "ÒÓÔÕÖØŌŎŐ"), ("o", "òóôõöøōŏő"), ("OE", "Œ"), ("oe", "œ"), ("R", "ŔŖŘ"), ("r", "ŕŗř"),
        ("S", "ŚŜŞŠ"), ("s", "śŝşš"), ("ss", "ß"), ("T", "ŢŤŦ"), ("t", "ţťŧ"), ("Th", "Þ"), ("th", "þ"),
        ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("u", "ùúûüũūŭůűų"), ("W", "Ŵ"), ("w", "ŵ"), ("Y", "ÝŶŸ"), ("y", "ýÿŷ"),
        ("Z", "ŹŻŽ"), ("z", "źżž"), ("'", "‘’‚‛ʼ′`´"), ("\"", "“”„‟«»‹›″"), ("-", "‐‑−"), ("--", "–—―"),
        ("...", "…"), (" ", "\u00A0\u2028\u2029\u202F\u205F\u3000"), ("?", "¿"), ("!", "¡"),
        ("", "\u00AD\u200B\u200C\u200D\u2060\uFEFF")
    ];

    private static readonly Dictionary<char, string> Plain = Table
        .SelectMany(row => row.Written.Select(written => (written, row.Plain)))
        .ToDictionary(pair => pair.written, pair => pair.Plain);

    /// <summary>Folds what has a plain form; leaves everything else.</summary>
    public static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('`', StringComparison.Ordinal))
            return text; // plain already, as most texts are
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '–' && IsDigit(text, i - 1) && (IsDigit(text, i + 1) || IsCurrency(text, i + 1)))
                folded.Append(" to ");
            else if (text[i] is not (>= '\u0300' and <= '\u036F')) // marks that combine with the letter before
                folded.Append(Plain.TryGetValue(text[i], out var plain) ? plain : Spaced(text[i]));
        return folded.ToString();
    }

    private static string Spaced(char character) =>
        character is >= '\u2000' and <= '\u200A' || (char.IsWhiteSpace(character) && character != ' ')
            ? " "
            : character.ToString();

    private static bool IsCurrency(string text, int at) => at < text.Length && text[at] is ('$' or '£' or '€');

    private static bool IsDigit(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiDigit(text[at]);
}
