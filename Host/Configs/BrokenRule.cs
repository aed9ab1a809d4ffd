using System.Reflection;
using System.Text.RegularExpressions;

namespace Melange.Host.Configs;

/// <summary>Turns a broken rule of an options record into a fault at the option's place in the file.</summary>
/// <param name="entry">The section that the record is bound to.</param>
/// <param name="record">The record.</param>
internal sealed partial class BrokenRule(ConfigEntry entry, Type record)
{
    private readonly OrderedDictionary<string, PropertyInfo> options = OptionType.OptionsOf(record);

    /// <summary>The options that a rule speaks of, as the config writes them.</summary>
    public static IEnumerable<string> OptionsIn(string problem) =>
        Word().Matches(problem).Select(word => OptionType.KeyOf(word.Value));

    /// <summary>The fault.</summary>
    /// <param name="problem">A sentence that begins with the name of a property.</param>
    public Fault FaultOf(string problem)
    {
        var sentence = Word().Replace(problem, word => KeyIfOption(word.Value));
        var path = sentence.Split(' ')[0];                                          // of a rule between sections: a.b
        var section = entry.Shown.Length == 0 ? "" : $"{entry.Shown}: ";
        return options.ContainsKey(path.Split('.')[0])
            ? Deepest(path).Fault(PathOf(path) + sentence[path.Length..])
            : entry.Fault(section + sentence);
    }

    private ConfigEntry Deepest(string path) =>
        path.Split('.').Aggregate(entry, (place, key) => place.Child(key) ?? place);

    private string KeyIfOption(string word) =>
        options.Values.Any(option => option.Name == word) ? OptionType.KeyOf(word) : word;

    private string PathOf(string key) => entry.Shown.Length == 0 ? key : $"{entry.Shown}.{key}";

    [GeneratedRegex(@"\b[A-Z]\w*")]
    private static partial Regex Word();
}
