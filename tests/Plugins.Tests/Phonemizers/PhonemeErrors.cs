namespace Melange.Plugins.Tests.Phonemizers;

/// <summary>How far phonemes are from those expected.</summary>
internal static class PhonemeErrors
{
    /// <summary>Insertions, deletions and replacements that lead from one sequence to the other.</summary>
    public static int Between(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var previous = Enumerable.Range(0, actual.Count + 1).ToArray();
        foreach (var (phoneme, i) in expected.Select((phoneme, i) => (phoneme, i)))
        {
            var current = new int[actual.Count + 1];
            current[0] = i + 1;
            for (var j = 1; j <= actual.Count; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1,
                    previous[j - 1] + (phoneme == actual[j - 1] ? 0 : 1));
            previous = current;
        }
        return previous[^1];
    }
}
