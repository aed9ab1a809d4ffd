namespace Melange.Host.Plugins;

/// <summary>The content of <c>plugins.lock.json</c>.</summary>
internal sealed record PluginLockFile
{
    /// <summary>The version that is written.</summary>
    public const int Format = 1;

    /// <summary>Version of the file's format; must be 1.</summary>
    public required int Version { get; init; }

    /// <summary>The pinned plugins by the names of their folders; none by default.</summary>
    public IReadOnlyDictionary<string, PinnedPlugin> Plugins { get; init; } = new Dictionary<string, PinnedPlugin>();

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PluginLockFile Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Version != Format)
            yield return $"Version must be {Format}, but was {Version}.";
    }
}

/// <summary>One pinned plugin.</summary>
internal sealed record PinnedPlugin
{
    /// <summary>Name of the plugin.</summary>
    public required string Id { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of every file by its name within the folder, lower-case hexadecimal.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }
}
