using System.Globalization;

namespace Melange.Host.Pictures;

/// <summary>Writes numbers with as many digits as they deserve, the same in every country.</summary>
internal static class Digits
{
    /// <summary>Stands where there is no number.</summary>
    public const string Nothing = "–";

    private const double Rounding = 1e-9; // what is smaller is nothing

    /// <summary>A value with three significant digits.</summary>
    public static string Of(double? value) =>
        value is { } number && double.IsFinite(number) ? Fixed(number, Decimals(Math.Abs(number), 3)) : Nothing;

    /// <summary>A difference with its sign and three significant digits.</summary>
    public static string Signed(double difference) => difference > 0 ? "+" + Of(difference) : Of(difference);

    /// <summary>A share in [0, 1] as a percentage.</summary>
    public static string Percent(double? share) =>
        share is { } number && double.IsFinite(number) ? Fixed(number * 100, 0) + " %" : Nothing;

    /// <summary>A value for the page's script, to be read back as it was.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number of things, thousands parted.</summary>
    public static string Count(double value) => Fixed(Math.Round(value), 0);

    /// <summary>A duration: <c>4 min 10 s</c>.</summary>
    public static string Duration(double seconds)
    {
        if (seconds < 60)
            return Of(seconds) + " s";
        var whole = TimeSpan.FromSeconds(Math.Round(seconds));
        return whole.TotalHours < 1
            ? $"{whole.Minutes} min {whole.Seconds} s"
            : $"{(int)whole.TotalHours} h {whole.Minutes} min";
    }

    /// <summary>The decimals that a size needs for so many significant digits.</summary>
    public static int Decimals(double size, int significant) => size > Rounding
        ? Math.Clamp(significant - 1 - (int)Math.Floor(Math.Log10(size)), 0, 6)
        : significant - 1;

    /// <summary>A value with so many decimals, thousands parted.</summary>
    public static string Fixed(double value, int decimals)
    {
        var text = Math.Abs(value).ToString("N" + decimals, CultureInfo.InvariantCulture).Replace(',', '\u202f');
        return value < 0 && text.Any(digit => digit is >= '1' and <= '9') ? "−" + text : text;
    }
}

/// <summary>Writes units.</summary>
internal static class Units
{
    /// <summary>A unit after a number, parted by a space; nothing for a ratio.</summary>
    public static string After(string unit) => unit.Length == 0 ? "" : "\u00a0" + unit;
}
