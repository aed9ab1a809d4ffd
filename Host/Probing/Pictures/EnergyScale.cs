using System.Globalization;

namespace Melange.Host.Probing.Pictures;

/// <summary>A logarithmic axis over some values.</summary>
/// <param name="Low">Lower end, as log10.</param>
/// <param name="High">Upper end, as log10.</param>
internal sealed record EnergyScale(double Low, double High)
{
    private const double Margin = 0.08, SmallestRange = 0.1;
    private const int FewestTicks = 3;

    private static readonly double[][] DigitsOfTicks = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 6, 8]];
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>The axis that holds all values above zero; null where none is.</summary>
    public static EnergyScale? Of(IEnumerable<double> values)
    {
        var shown = values.Where(IsShown).Select(Math.Log10).ToList();
        if (shown.Count == 0)
            return null;
        var middle = (shown.Min() + shown.Max()) / 2;
        var half = Math.Max(shown.Max() - shown.Min(), SmallestRange) * (0.5 + Margin);
        return new(middle - half, middle + half);
    }

    /// <summary>Whether a value has a place on the axis.</summary>
    public static bool IsShown(double value) => value > 0 && double.IsFinite(value);

    /// <summary>Where the ticks are, as log10, and what they say.</summary>
    /// <remarks>As few digits of each power of ten as give three ticks; in a small range, even steps.</remarks>
    public IReadOnlyList<(double At, string Label)> Ticks() =>
        DigitsOfTicks.Select(digits => Shown(Powers(digits))).FirstOrDefault(ticks => ticks.Count >= FewestTicks)
        ?? Shown(Even());

    private IEnumerable<double> Powers(double[] digits)
    {
        var (first, last) = ((int)Math.Floor(Low), (int)Math.Ceiling(High));
        return Enumerable.Range(first, last - first + 1)
            .SelectMany(power => digits.Select(digit => digit * Math.Pow(10, power)));
    }

    private IEnumerable<double> Even()
    {
        var (low, high) = (Math.Pow(10, Low), Math.Pow(10, High));
        var unit = Math.Pow(10, Math.Floor(Math.Log10((high - low) / FewestTicks)));
        var step = unit * Steps.Last(step => step * unit <= (high - low) / FewestTicks);
        var first = Math.Ceiling(low / step);
        return Enumerable.Range(0, (int)(high / step - first) + 1).Select(i => (first + i) * step);
    }

    private List<(double At, string Label)> Shown(IEnumerable<double> values) =>
    [
        .. values.Where(value => Math.Log10(value) >= Low && Math.Log10(value) <= High)
            .Select(value => (Math.Log10(value), value.ToString("G3", CultureInfo.InvariantCulture)))
    ];
}
