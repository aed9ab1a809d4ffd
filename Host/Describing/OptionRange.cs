using System.Globalization;
using System.Text.RegularExpressions;

namespace Melange.Host.Describing;

/// <summary>The range that the documentation of an option states: <c>At least 0, below 1</c>.</summary>
/// <remarks>
/// Read from the first sentence or clause that begins with a bound: <c>at least</c> and <c>at most</c> include the
/// bound, <c>above</c> and <c>below</c> do not. A bound is a number or a duration, or the name of another option or a
/// share of it. What else stands in the sentence (<c>odd</c>, <c>divides Channels</c>) stays text. Of a list it is the
/// range of each item.
/// </remarks>
/// <param name="Lower">The lower end; null for none.</param>
/// <param name="Upper">The upper end; null for none.</param>
public sealed partial record OptionRange(OptionBound? Lower, OptionBound? Upper)
{
    /// <summary>No bound at either end.</summary>
    public static OptionRange None { get; } = new(null, null);

    /// <summary>Reads a documentation text.</summary>
    public static OptionRange Of(string text)
    {
        var found = Sentence().Matches(text).Select(OfSentence).FirstOrDefault(range => range != None);
        return found ?? None;
    }

    /// <summary><c>at least 0, below 1</c>; empty where nothing is stated.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Lower is null ? "" : $"{(Lower.IsExclusive ? "above" : "at least")} {Lower.Text}",
        Upper is null ? "" : $"{(Upper.IsExclusive ? "below" : "at most")} {Upper.Text}"
    }.Where(end => end.Length > 0));

    private static OptionRange OfSentence(Match sentence)
    {
        var bounds = Bound().Matches(sentence.Value);
        return new(First(bounds, "at least", "above"), First(bounds, "at most", "below"));
    }

    private static OptionBound? First(MatchCollection bounds, string inclusive, string exclusive)
    {
        foreach (Match bound in bounds)
            if (bound.Groups["word"].Value.ToLowerInvariant() is var word && (word == inclusive || word == exclusive))
                return new(bound.Groups["value"].Value, word == exclusive);
        return null;
    }

    // From a bound at the start of a sentence, or behind a colon, to the end of that sentence or its first half.
    [GeneratedRegex(@"(?<=^|[.:;]\s)(Each\s|Odd,\s|Even,\s)?(At least|Above|At most|Below)\b([^.;]|\.(?=\d))*",
        RegexOptions.IgnoreCase)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(?<word>(?i)at least|above|at most|below)\s+"
        + @"(?<value>(\d+\.)?\d+:\d+:\d+(\.\d+)?|-?\d+(\.\d+)?(e-?\d+)?(?!\w)|[A-Z]\w*(/\d+)?)")]
    private static partial Regex Bound();
}

/// <summary>One end of the range that the documentation of an option states.</summary>
/// <param name="Text">What is written there: a number, a duration, or the name of another option.</param>
/// <param name="IsExclusive">Whether the bound itself is out of range.</param>
public sealed record OptionBound(string Text, bool IsExclusive)
{
    /// <summary>The bound; null where it is a duration or what another option says.</summary>
    public double? Number =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
