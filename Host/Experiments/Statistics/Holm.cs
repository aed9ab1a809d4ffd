namespace Melange.Host.Experiments.Statistics;

/// <summary>Corrects p values for how many there are.</summary>
/// <remarks>
/// The k-th smallest of m is multiplied by m − k + 1, and is at least as great as those before it: all that are at
/// most 0.05 then hold together, but for one experiment in twenty. Source: Holm 1979, Scandinavian Journal of
/// Statistics 6.
/// </remarks>
public static class Holm
{
    /// <summary>Adjusts p values, in their order.</summary>
    /// <param name="values">The p values of one family of tests, each in [0, 1].</param>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var adjusted = new double[values.Count];
        var (greatest, left) = (0.0, values.Count);
        foreach (var (value, at) in values.Select((value, at) => (value, at)).OrderBy(one => one.value))
        {
            greatest = Math.Max(greatest, Math.Min(1, value * left--));
            adjusted[at] = greatest;
        }
        return adjusted;
    }
}
