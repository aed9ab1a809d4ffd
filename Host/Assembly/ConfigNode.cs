namespace Melange.Host.Assembly;

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
        var merged = new ConfigNode(over.Position.Line > 0 ? over.Position : Position, children);
        foreach (var (key, child) in over.children)
            merged.children[key] = children.TryGetValue(key, out var below) ? below.Overlaid(child) : child;
        return merged;
    }

    public ConfigNode Without(IReadOnlyCollection<string> keys) =>
        new(Position, children.Where(child => !keys.Contains(child.Key)));
}
