namespace Melange.Host.Configs;

/// <summary>One place of a config together with its path, to walk along.</summary>
internal sealed record ConfigEntry(LayeredConfig Config, string Path, ConfigNode Node)
{
    public ConfigKind Kind => Node.Kind;

    public ConfigPosition Position => Node.Position;

    /// <summary>The last key of the path.</summary>
    public string Key => Path[(Path.LastIndexOf(':') + 1)..];

    /// <summary>The path from the config's root, as people write it: <c>training.steps</c>.</summary>
    public string Shown => ConfigPath.Shown(Config.PathFromRoot(Path));

    /// <summary>The value as text; of a section or list, what it is.</summary>
    public string Text => Kind switch
    {
        ConfigKind.Section => "a section",
        ConfigKind.List => "a list",
        ConfigKind.Boolean => Config.ValueAt(Path).ToLowerInvariant(),
        _ => Config.ValueAt(Path),
    };

    /// <summary>The text as messages show it: a value in quotes.</summary>
    public string Quoted => Node.HasChildren ? Text : $"'{Text}'";

    public IEnumerable<ConfigEntry> Children =>
        Node.Children.Select(child => new ConfigEntry(Config, ConfigPath.Below(Path, child.Key), child.Value));

    /// <summary>All values at and below this place, in order.</summary>
    public IEnumerable<ConfigEntry> Leaves => Node.HasChildren ? Children.SelectMany(child => child.Leaves) : [this];

    public ConfigEntry? Child(string key) =>
        Node.Child(key) is { } child ? new ConfigEntry(Config, ConfigPath.Below(Path, key), child) : null;

    public Fault Fault(string message) => new(Position.File, Position.Line, message);
}

/// <summary>How places of a config are named: <c>training:steps</c> inside, <c>training.steps</c> for people.</summary>
internal static class ConfigPath
{
    /// <summary>The keys of a path: parted by colons where it has one, by dots otherwise.</summary>
    public static string[] Keys(string path) =>
        path.Length == 0 ? [] : path.Split(path.Contains(':') ? ':' : '.');

    public static string Below(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    public static string Shown(string path) => path.Replace(':', '.');
}
