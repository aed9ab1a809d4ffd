namespace Melange.Plugins.Tests.Phonemizers;

/// <summary>Turns number words back into the number.</summary>
internal static class SpokenNumbers
{
    private static readonly Dictionary<string, long> Values = new()
    {
        ["zero"] = 0, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7,
        ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13,
        ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18,
        ["nineteen"] = 19, ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60,
        ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90
    };

    private static readonly Dictionary<string, long> Scales = new()
    {
        ["thousand"] = 1_000, ["million"] = 1_000_000, ["billion"] = 1_000_000_000, ["trillion"] = 1_000_000_000_000
    };

    public static long Parse(IEnumerable<string> words)
    {
        var (total, group) = (0L, 0L);
        foreach (var word in words)
            if (word == "hundred")
                group *= 100;
            else if (Scales.TryGetValue(word, out var scale))
                (total, group) = (total + group * scale, 0);
            else
                group += Values[word];
        return total + group;
    }
}
