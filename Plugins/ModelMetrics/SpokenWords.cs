using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>What is compared of two texts, and how far they lie apart.</summary>
/// <remarks>
/// Lower case; pocketsphinx' marks of other pronunciations, <c>(2)</c>, are taken away; all but letters, digits and
/// apostrophes within words parts words. Numbers and abbreviations stay as they are written.
/// </remarks>
public static partial class SpokenWords
{
    /// <summary>The words of a text.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = Variant().Replace(text.ToLowerInvariant().Replace('’', '\''), "");
        return [.. Word().Matches(read).Select(match => match.Value)];
    }

    /// <summary>Words that must be put in, taken out or changed, over those that there should be.</summary>
    /// <returns>The share, above 1 where many are too much; null where there should be none.</returns>
    public static double? WordError(string expected, string heard) => Share(Of(expected), Of(heard));

    /// <summary>As <see cref="WordError"/>, of the characters of the words, with one blank between two.</summary>
    public static double? CharacterError(string expected, string heard) =>
        Share(string.Join(' ', Of(expected)).ToCharArray(), string.Join(' ', Of(heard)).ToCharArray());

    private static double? Share<T>(IReadOnlyList<T> expected, IReadOnlyList<T> heard) where T : IEquatable<T> =>
        expected.Count == 0 ? null : (double)Edits(expected, heard) / expected.Count;

    // Levenshtein 1966.
    private static int Edits<T>(IReadOnlyList<T> expected, IReadOnlyList<T> heard) where T : IEquatable<T>
    {
        var row = Enumerable.Range(0, heard.Count + 1).ToArray();
        for (var i = 1; i <= expected.Count; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= heard.Count; j++)
            {
                var change = diagonal + (expected[i - 1].Equals(heard[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }

    [GeneratedRegex(@"\(\d+\)")]
    private static partial Regex Variant();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:'[\p{L}\p{Nd}]+)*")]
    private static partial Regex Word();
}
