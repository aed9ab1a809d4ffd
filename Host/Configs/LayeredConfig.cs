using Microsoft.Extensions.Configuration;

namespace Melange.Host.Configs;

/// <summary>A config out of several layers that knows where each of its values was last set.</summary>
/// <remarks>
/// Microsoft.Extensions.Configuration layers the values: the last one wins. Beside them stand the places: kinds, lines
/// and the order of the files. Sections are merged; a list replaces the one below it; null takes away what is below.
/// Paths are written with dots, or with colons where a key has a dot in it.
/// </remarks>
public sealed class LayeredConfig
{
    private readonly IConfiguration values;
    private readonly string prefix;

    internal LayeredConfig(IConfiguration values, ConfigNode places, string prefix = "") =>
        (this.values, Entry, this.prefix) = (values, new ConfigEntry(this, "", places), prefix);

    internal ConfigEntry Entry { get; }

    /// <summary>Reads a file over the files that it extends, and settings over both.</summary>
    /// <param name="file">The file, as the user named it.</param>
    /// <param name="settings"><c>key=value</c> of each <c>--set</c>, in order.</param>
    /// <exception cref="FaultException">A file or setting cannot be read; every fault is listed.</exception>
    public static LayeredConfig Read(string file, IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        var faults = new List<Fault>();
        var config = new ConfigFile(faults).Read(file, file);
        var layers = Layers(settings, faults);
        return faults.Count == 0 ? Over(config!, layers) : throw new FaultException(faults);
    }

    /// <summary>Reads a config out of a text that is part of a file.</summary>
    /// <param name="json">The config, extending nothing.</param>
    /// <param name="file">The file, as messages name it.</param>
    /// <exception cref="FaultException">It cannot be read; every fault is listed.</exception>
    public static LayeredConfig Parse(string json, string file)
    {
        var faults = new List<Fault>();
        var config = new ConfigFile(faults).Parse(json, file);
        return faults.Count == 0 ? config! : throw new FaultException(faults);
    }

    /// <summary>This config with a section of another laid over its root; as it is where there is none.</summary>
    /// <param name="other">The config that holds the section.</param>
    /// <param name="sectionPath">The section: <c>variants:f2b</c>; nothing for the whole.</param>
    /// <exception cref="FaultException">There is something else than a section.</exception>
    public LayeredConfig With(LayeredConfig other, string sectionPath = "")
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Find(sectionPath) is not { } over)
            return this;
        if (over.Kind != ConfigKind.Section)
            throw new FaultException(
                [over.Fault($"{over.Shown} must be a section: {{ ... }}, but was {over.Quoted}.")]);
        var layered = new ConfigurationBuilder()
            .AddInMemoryCollection(Pairs(Entry))
            .AddInMemoryCollection(Pairs(over))
            .Build();
        return new LayeredConfig(layered, Entry.Node.Overlaid(over.Node), prefix);
    }

    /// <summary>This config with settings over it.</summary>
    /// <param name="settings"><c>key=value</c> of each <c>--set</c>, in order.</param>
    /// <exception cref="FaultException">A setting cannot be read; every fault is listed.</exception>
    public LayeredConfig WithSettings(IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var faults = new List<Fault>();
        var layers = Layers(settings, faults);
        return faults.Count == 0 ? Over(this, layers) : throw new FaultException(faults);
    }

    /// <summary>This config with other texts where texts stand; their places stay.</summary>
    internal LayeredConfig WithTexts(IEnumerable<(string Path, string Text)> texts)
    {
        var changed = Pairs(Entry);
        foreach (var (path, text) in texts)
            changed[path] = text;
        return new(new ConfigurationBuilder().AddInMemoryCollection(changed).Build(), Entry.Node, prefix);
    }

    /// <summary>One section as a config of its own; messages go on naming paths from the root.</summary>
    /// <param name="path">The section: <c>training</c>. It is empty where there is none.</param>
    /// <exception cref="FaultException">There is something else than a section.</exception>
    public LayeredConfig Section(string path) =>
        new LayeredConfig(
            new ConfigurationBuilder().Build(),
            new ConfigNode(ConfigKind.Section, PositionOf(path)),
            PathFromRoot(string.Join(':', ConfigPath.Keys(path)))).With(this, path);

    /// <summary>Two sections laid over each other; messages name paths below the upper one.</summary>
    internal static LayeredConfig Layered(ConfigEntry lower, ConfigEntry upper) =>
        new LayeredConfig(
            new ConfigurationBuilder().Build(),
            new ConfigNode(ConfigKind.Section, upper.Position),
            upper.Config.PathFromRoot(upper.Path)).With(lower.Config, lower.Path).With(upper.Config, upper.Path);

    /// <summary>This config without some keys of its root.</summary>
    public LayeredConfig Without(params string[] keys) => new(values, Entry.Node.Without(keys), prefix);

    /// <summary>This config without what stands at a path, which is there.</summary>
    internal LayeredConfig WithoutPlace(string path) =>
        new(values, Entry.Node.WithoutPlace(ConfigPath.Keys(path)), prefix);

    /// <summary>Whether a value, list or section stands at a path.</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>The value at a path as text; null where there is none, or a list or section.</summary>
    public string? Value(string path) => Find(path) is { Node.HasChildren: false } leaf ? leaf.Text : null;

    /// <summary>The keys of the section at a path in the order of the files; none where there is no section.</summary>
    public IReadOnlyList<string> Keys(string path = "") => [.. Find(path)?.Children.Select(child => child.Key) ?? []];

    /// <summary>Where a path was last set; where it is not, the nearest section above it.</summary>
    public ConfigPosition PositionOf(string path)
    {
        var entry = Entry;
        foreach (var key in ConfigPath.Keys(path))
            if (entry.Child(key) is { } below)
                entry = below;
            else
                break;
        return entry.Position;
    }

    /// <summary>A fault at the place of a path.</summary>
    public Fault FaultAt(string path, string message) => new(PositionOf(path).File, PositionOf(path).Line, message);

    /// <summary>The whole config, all layers merged, as JSON; reading it again gives an equal config.</summary>
    public string ToJson() => ConfigJson.Write(Entry);

    /// <summary>The paths whose values differ, with both values: <c>training.steps 300 → 400</c>.</summary>
    public IReadOnlyList<string> Differences(LayeredConfig other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ConfigJson.Differences(Entry, other.Entry);
    }

    internal string PathFromRoot(string path) =>
        path.Length == 0 ? prefix : ConfigPath.Below(prefix, path);

    internal string ValueAt(string path) => values[path] ?? "";

    internal ConfigEntry? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        ConfigEntry? entry = Entry;
        foreach (var key in ConfigPath.Keys(path))
            entry = entry?.Child(key);
        return entry;
    }

    private static List<LayeredConfig> Layers(IEnumerable<string> settings, List<Fault> faults) =>
        [.. settings.Select(setting => ConfigSetting.Read(setting, faults)).OfType<LayeredConfig>()];

    private static LayeredConfig Over(LayeredConfig config, IEnumerable<LayeredConfig> layers) =>
        layers.Aggregate(config, (below, layer) => below.With(layer));

    private static Dictionary<string, string?> Pairs(ConfigEntry section) => section.Leaves
        .ToDictionary(leaf => leaf.Path[section.Path.Length..].TrimStart(':'), string? (leaf) => leaf.Text);
}
