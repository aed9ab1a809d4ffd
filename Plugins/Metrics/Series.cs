namespace Melange.Plugins;

/// <summary>Numbers about a row of numbers; NaN where there are too few.</summary>
internal static class Series
{
    /// <summary>The mean of at least one.</summary>
    public static double Mean(double[] values) => values.Length > 0 ? values.Average() : double.NaN;

    /// <summary>The standard deviation of at least two, by n − 1.</summary>
    public static double Spread(double[] values) =>
        values.Length > 1 ? Math.Sqrt(Product(values, values) / (values.Length - 1)) : double.NaN;

    /// <summary>The slope of the straight line with the least squares through at least two points.</summary>
    public static double Slope(double[] places, double[] values) =>
        values.Length > 1 ? Product(places, values) / Product(places, places) : double.NaN;

    /// <summary>Pearson's correlation of at least two pairs; NaN where one of the rows does not move.</summary>
    public static double Correlation(double[] one, double[] other) => one.Length > 1
        ? Product(one, other) / Math.Sqrt(Product(one, one) * Product(other, other))
        : double.NaN;

    // Sum of the products of the distances from the means.
    private static double Product(double[] one, double[] other)
    {
        var (first, second) = (one.Average(), other.Average());
        return one.Zip(other, (a, b) => (a - first) * (b - second)).Sum();
    }
}
