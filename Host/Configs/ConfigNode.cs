namespace Melange.Host.Configs;

/// <summary>One place of a config: its kind, where it was set, and what is below it in order.</summary>
/// <remarks>Microsoft's configuration keeps the values; it knows neither kinds, lines nor order.</remarks>
internal sealed class ConfigNode(ConfigKind kind, ConfigPosition position)
{
    private readonly OrderedDictionary<string, ConfigNode> children = new(StringComparer.Ordinal);

    public ConfigNode(ConfigPosition position, IEnumerable<KeyValuePair<string, ConfigNode>> children)
        : this(ConfigKind.Section, position)
    {
        foreach (var (key, child) in children)
            this.children.Add(key, child);
    }

    public ConfigKind Kind { get; } = kind;

    public ConfigPosition Position { get; } = position;

    /// <summary>The value of a text, for <c>use</c>, by which layers are merged.</summary>
    public string? Text { get; init; }

    /// <summary>The part that this was set for, where a higher layer has a <c>use</c> of its own.</summary>
    /// <remarks>Empty for the part that the key in a map of parts names; null where no such layer came.</remarks>
    public string? Former { get; private init; }

    public bool HasChildren => Kind is ConfigKind.Section or ConfigKind.List;

    /// <summary>The children that are set, in order.</summary>
    public IEnumerable<KeyValuePair<string, ConfigNode>> Children =>
        children.Where(child => child.Value.Kind != ConfigKind.Unset);

    public ConfigNode? Child(string key) =>
        children.TryGetValue(key, out var child) && child.Kind != ConfigKind.Unset ? child : null;

    public void Add(string key, ConfigNode child) => children.Add(key, child);

    /// <summary>This place with another layer over it: sections are merged, all else is replaced.</summary>
    public ConfigNode Overlaid(ConfigNode over)
    {
        if (Kind != ConfigKind.Section || over.Kind != ConfigKind.Section)
            return over;
        var merged = new ConfigNode(over.Position.Line > 0 ? over.Position : Position, ChildrenBelow(over));
        foreach (var (key, child) in over.children)
            merged.children[key] = merged.children.TryGetValue(key, out var below) ? below.Overlaid(child) : child;
        return merged;
    }

    public ConfigNode Without(IReadOnlyCollection<string> keys) =>
        new(Position, children.Where(child => !keys.Contains(child.Key)));

    /// <summary>This place without one that stands anywhere below it.</summary>
    /// <param name="keys">The keys that lead there.</param>
    public ConfigNode WithoutPlace(string[] keys)
    {
        var rest = new ConfigNode(Kind, Position) { Text = Text, Former = Former };
        foreach (var (key, child) in children)
            if (key != keys[0])
                rest.children.Add(key, child);
            else if (keys.Length > 1)
                rest.children.Add(key, child.WithoutPlace(keys[1..]));
        return rest;
    }

    private string? Use => Child(PartBinder.UseKey)?.Text;

    private IEnumerable<KeyValuePair<string, ConfigNode>> ChildrenBelow(ConfigNode over) =>
        over.Use is null ? children : SetFor(Use ?? "");

    private IEnumerable<KeyValuePair<string, ConfigNode>> SetFor(string part) =>
        children.Select(child => KeyValuePair.Create(child.Key, child.Value.MarkedFor(part)));

    // What stands below a part's own use was set for that one.
    private ConfigNode MarkedFor(string part)
    {
        var marked = new ConfigNode(Kind, Position) { Text = Text, Former = Former ?? part };
        foreach (var (key, child) in Use is null ? SetFor(part) : children)
            marked.children.Add(key, child);
        return marked;
    }
}

/// <summary>What stands at a place of a config, in JSON's terms.</summary>
internal enum ConfigKind
{
    /// <summary>An object: named children.</summary>
    Section,

    /// <summary>An array: children named 0, 1, 2.</summary>
    List,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>null: what lower layers set here is taken away.</summary>
    Unset,
}

/// <summary>Where a part of a config was last set.</summary>
/// <param name="File">The file as the user named it, or the setting: <c>--set training.steps=300</c>.</param>
/// <param name="Line">Line in the file, from 1; 0 for a setting.</param>
public sealed record ConfigPosition(string File, int Line);
