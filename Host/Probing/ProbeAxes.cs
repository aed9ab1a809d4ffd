namespace Melange.Host.Probing;

/// <summary>The axes of the quantities that every estimator records.</summary>
/// <remarks>B batch, H heads, C channels, M mel bins, T target frames, R reference frames.</remarks>
internal static class ProbeAxes
{
    private const string Target = "T", Reference = "R", Heads = "H";

    private static readonly Dictionary<string, string[]> Known = new()
    {
        [ProbeQuantity.AttentionMap] = ["B", Heads, Target, Reference],
        [ProbeQuantity.AttentionMapByBin] = ["B", Heads, "M", Target, Reference],
        [ProbeQuantity.Hidden] = ["B", "C", "M", Target],
        [ProbeQuantity.AttentionOutput] = ["B", "C", "M", Target],
        [ProbeQuantity.Attended] = ["B", "C", "M", Target],
        [ProbeQuantity.GateOpenness] = ["B", Target],
        [ProbeQuantity.SiteOutput] = ["B", "C", "M", Target],
        [ProbeQuantity.TargetPhonemes] = ["B", Target],
        [ProbeQuantity.ReferencePhonemes] = ["B", Reference],
        [ProbeQuantity.Rezero] = ["1"]
    };

    /// <summary>The axes of each quantity, as messages and files write them: <c>[B, C, M, T]</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All =>
        Known.Select(entry => KeyValuePair.Create(entry.Key, $"[{string.Join(", ", entry.Value)}]"));

    /// <summary>Where the heads of a quantity lie; below 0 where it has none.</summary>
    public static int OfHeads(string quantity) => Find(quantity, Heads);

    /// <summary>Where the target frames of a quantity lie; below 0 where it has none.</summary>
    public static int OfTargets(string quantity) => Find(quantity, Target);

    /// <summary>Where the reference frames of a quantity lie; below 0 where it has none.</summary>
    public static int OfReferences(string quantity) => Find(quantity, Reference);

    private static int Find(string quantity, string axis) =>
        Known.TryGetValue(quantity, out var axes) ? Array.IndexOf(axes, axis) : -1;
}
