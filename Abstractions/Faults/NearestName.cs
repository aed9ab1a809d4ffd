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
        var (wanted, nearest) = (name.ToUpperInvariant(), (string?)null);
        var bound = Math.Max(2, name.Length / 3);
        foreach (var candidate in known)
        {
            var distance = Distance(wanted, candidate, bound);
            var isNear = distance <= bound && distance < Math.Max(name.Length, candidate.Length);
            if (isNear && (distance < bound || nearest is null || string.CompareOrdinal(candidate, nearest) > 0))
                (nearest, bound) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>The end of a message that names the nearest known name.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names that are.</param>
    /// <returns><c> Did you mean 'f2f'?</c> with its leading space, or nothing where no name is near.</returns>
    public static string Suggest(string name, IEnumerable<string> known) =>
        Of(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    // Edits that lead from a name in upper case to a candidate; more than the bound where there are more.
    private static int Distance(string from, string candidate, int bound)
    {
        if (Math.Abs(from.Length - candidate.Length) > bound)
            return bound + 1;
        var to = candidate.ToUpperInvariant();
        var far = bound + 1; // stands for all that is farther
        var (before, last, edits) = (Row(to, far), Row(to, far), Row(to, far));
        for (var j = 0; j <= Math.Min(to.Length, bound); j++)
            edits[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            (before, last, edits) = (last, edits, before);
            if (NextRow(i, (from, to), (before, last, edits), far) == far)
                return far; // it never comes back
        }
        return edits[to.Length];
    }

    private static int[] Row(string to, int far)
    {
        var row = new int[to.Length + 1];
        Array.Fill(row, far);
        return row;
    }

    // Entries farther than the bound from the diagonal are far. Returns the least entry.
    private static int NextRow(
        int i, (string From, string To) names, (int[] Before, int[] Last, int[] Edits) rows, int far)
    {
        var (from, to) = names;
        var (before, last, edits) = rows;
        Array.Fill(edits, far);
        edits[0] = Math.Min(i, far);
        var least = edits[0];
        for (var j = Math.Max(1, i - far + 1); j <= Math.Min(to.Length, i + far - 1); j++)
        {
            var replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            var edit = Math.Min(replaced, Math.Min(last[j], edits[j - 1]) + 1);
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                edit = Math.Min(edit, before[j - 2] + 1);
            edits[j] = Math.Min(edit, far);
            least = Math.Min(least, edits[j]);
        }
        return least;
    }
}
