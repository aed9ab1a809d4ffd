namespace Melange.Plugins.Tests.Phonemizers;

/// <summary>Turns number words back into the number.</summary>
internal static class SpokenNumbers
{
    private static readonly Dictionary<string, long> Values =
        ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            + "seventeen eighteen nineteen").Split(' ').Select((word, i) => (word, Value: (long)i))
        .Concat("twenty thirty forty fifty sixty seventy eighty ninety".Split(' ')
            .Select((word, i) => (word, Value: 10L * (i + 2))))
        .ToDictionary(pair => pair.word, pair => pair.Value);

    private static readonly Dictionary<string, long> Scales = new()
    {
        ["thousand"] = 1_000,
        ["million"] = 1_000_000,
        ["billion"] = 1_000_000_000,
        ["trillion"] = 1_000_000_000_000
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
