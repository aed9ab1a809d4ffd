using System.Globalization;
using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>Says what the patterns of <see cref="EnglishText"/> found with digits in it.</summary>
internal static class NumberReading
{
    private static readonly Dictionary<string, (string One, string Many, string Cent, string Cents)> Currencies = new()
    {
        ["$"] = ("dollar", "dollars", "cent", "cents"),
        ["£"] = ("pound", "pounds", "penny", "pence"),
        ["€"] = ("euro", "euros", "cent", "cents")
    };

    private static readonly Dictionary<string, string> Scales = new(StringComparer.OrdinalIgnoreCase)
    {
        ["k"] = "thousand",
        ["m"] = "million",
        ["mn"] = "million",
        ["mln"] = "million",
        ["b"] = "billion",
        ["bn"] = "billion",
        ["t"] = "trillion",
        ["tn"] = "trillion"
    };

    private static readonly Dictionary<long, (string One, string Many)> Parts = new()
    {
        [2] = ("half", "halves"),
        [4] = ("quarter", "quarters")
    };

    /// <summary>A time of day: <c>three oh five p.m.</c></summary>
    public static string Time(Match match)
    {
        var (hour, minute) = (Number(match, "hour"), Number(match, "minute"));
        var half = match.Groups["half"].Value is { Length: > 0 } given ? $" {char.ToLowerInvariant(given[0])}.m." : "";
        var minutes = minute switch
        {
            0 => half.Length > 0 ? "" : hour is > 0 and <= 12 ? " o'clock" : " hundred",
            < 10 => $" oh {NumberWords.Cardinal(minute)}",
            _ => $" {NumberWords.Cardinal(minute)}"
        };
        return NumberWords.Cardinal(hour) + minutes + half;
    }

    /// <summary>A share: <c>two thirds</c>; anything that is no proper fraction is <c>nine slash eleven</c>.</summary>
    public static string Fraction(Match match)
    {
        var (top, bottom) = (Number(match, "top"), Number(match, "bottom"));
        if (top == 0 || bottom is < 2 or > 10 || top >= bottom)
            return $"{Whole(match.Groups["top"].Value)} slash {Whole(match.Groups["bottom"].Value)}";
        var (one, many) = Parts.TryGetValue(bottom, out var part)
            ? part
            : (NumberWords.Ordinal(bottom), NumberWords.Plural(NumberWords.Ordinal(bottom)));
        return $"{NumberWords.Cardinal(top)} {(top == 1 ? one : many)}";
    }

    /// <summary>An amount of money: <c>five dollars and fifty cents</c>.</summary>
    public static string Money(Match match)
    {
        var (one, many, cent, cents) = Currencies[match.Groups["currency"].Value];
        var (whole, decimals) = (match.Groups["whole"].Value, match.Groups["decimals"].Value);
        var minus = Minus(match);
        if (Scale(match) is { Length: > 0 } scale)
            return $"{minus}{Least(match)}{WithDecimals(whole, decimals)}{scale} {many}";
        if (decimals.Length is not (0 or 2))
            return $"{minus}{WithDecimals(whole, decimals)} {many}";
        var units = $"{Whole(whole.Length > 0 ? whole : "0")} {(whole == "1" ? one : many)}";
        if (decimals is "" or "00")
            return minus + units;
        var number = int.Parse(decimals, CultureInfo.InvariantCulture);
        var rest = $"{NumberWords.Cardinal(number)} {(number == 1 ? cent : cents)}";
        return minus + (whole is "0" or "" ? rest : $"{units} and {rest}");
    }

    /// <summary>Any other number: years, ordinals, plurals, decimals, with <c>minus</c> and <c>percent</c>.</summary>
    public static string Plain(Match match)
    {
        var (minus, scale) = (Minus(match), Scale(match));
        var percent = match.Groups["percent"].Success ? " percent" : "";
        return minus + Bare(match, isYear: minus.Length + scale.Length + percent.Length == 0) + scale + percent;
    }

    private static string Minus(Match match) => match.Groups["minus"].Success ? "minus " : "";

    // " million", written out or as in 1.5M and 3bn.
    private static string Scale(Match match) =>
        match.Groups["scale"].Value is not { Length: > 0 } written ? ""
        : $" {(Scales.TryGetValue(written, out var scale) ? scale : written.ToLowerInvariant())}";

    // The lesser of two amounts, as in $1.5-2m.
    private static string Least(Match match) => match.Groups["least"].Value is not { Length: > 0 } least ? ""
        : least.Split('.') is [var whole, var decimals] ? $"{WithDecimals(whole, decimals)} to "
        : $"{Whole(least)} to ";

    private static string Bare(Match match, bool isYear)
    {
        var (whole, decimals) = (match.Groups["whole"].Value, match.Groups["decimals"].Value);
        if (decimals.Length > 0)
            return WithDecimals(whole, decimals);
        var digits = whole.Replace(",", "", StringComparison.Ordinal);
        if (digits.Length > NumberWords.MostDigits)
            return NumberWords.Digits(digits);
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        if (match.Groups["ordinal"].Success)
            return NumberWords.Ordinal(number);
        var words = isYear && whole.Length == 4 ? NumberWords.Year(number) ?? Whole(whole) : Whole(whole);
        return match.Groups["plural"].Success ? NumberWords.Plural(words) : words;
    }

    // Leading zeros and what is too long are said digit by digit.
    private static string Whole(string written)
    {
        var digits = written.Replace(",", "", StringComparison.Ordinal);
        return digits is ['0', _, ..] || digits.Length > NumberWords.MostDigits
            ? NumberWords.Digits(digits)
            : NumberWords.Cardinal(long.Parse(digits, CultureInfo.InvariantCulture));
    }

    private static string WithDecimals(string whole, string decimals)
    {
        var before = whole.Length > 0 ? $"{Whole(whole)} " : "";
        return decimals.Length > 0 ? $"{before}point {NumberWords.Digits(decimals)}" : before.TrimEnd();
    }

    private static long Number(Match match, string group) =>
        long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
