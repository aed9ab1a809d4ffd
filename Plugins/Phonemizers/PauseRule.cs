namespace Melange.Plugins;

/// <summary>The rule that all phonemizers have for the name of a pause.</summary>
internal static class PauseRule
{
    /// <summary>Whether a name keeps it.</summary>
    public static bool Holds(string pause) => !pause.Any(char.IsWhiteSpace);

    /// <summary>What to say of a name that breaks it.</summary>
    public static string Problem(string pause) =>
        $"Pause must be a name without white space, or empty, but was '{pause}'.";

    /// <summary>Phrases with a pause between any two and at both ends; without a pause where it has no name.</summary>
    public static string[] Joined(IEnumerable<IReadOnlyList<string>> phrases, string pause)
    {
        if (pause.Length == 0)
            return [.. phrases.SelectMany(phrase => phrase)];
        var joined = new List<string> { pause };
        foreach (var phrase in phrases)
        {
            joined.AddRange(phrase);
            joined.Add(pause);
        }
        return [.. joined];
    }
}
