namespace Melange;

/// <summary>Finds the name that someone most likely meant.</summary>
/// <remarks>
/// Distance: insertions, deletions, replacements and swaps of neighbours that lead from one name to the other, upper
/// and lower case alike. Source: Damerau 1964, Levenshtein 1966, as optimal string alignment (no part edited twice).
/// </remarks>
public static class NearestName
{
    /// <summary>The known name nearest to a mistaken one.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names that are.</param>
    /// <returns>
    /// The nearest, of several the last in ordinal order; null where each is more than max(2, a third of the name's
    /// length) edits away, or shares no letter with it.
    /// </returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        var allowed = Math.Max(2, name.Length / 3);
        return known
            .Select(candidate => (Name: candidate, Distance: DistanceIfPossible(name, candidate, allowed)))
            .Where(near => near.Distance <= allowed && near.Distance < Math.Max(name.Length, near.Name.Length))
            .OrderBy(near => near.Distance)
            .ThenByDescending(near => near.Name, StringComparer.Ordinal)
            .Select(near => near.Name)
            .FirstOrDefault();
    }

    /// <summary>The end of a message that names the nearest known name.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names that are.</param>
    /// <returns><c> Did you mean 'f2f'?</c> with its leading space, or nothing where no name is near.</returns>
    public static string Suggest(string name, IEnumerable<string> known) =>
        Of(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static int DistanceIfPossible(string name, string candidate, int allowed) =>
        Math.Abs(name.Length - candidate.Length) > allowed
            ? int.MaxValue
            : Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());

    private static int Distance(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            edits[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            edits[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                var addedOrLost = Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1;
                edits[i, j] = Math.Min(replaced, addedOrLost);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        return edits[from.Length, to.Length];
    }
}
