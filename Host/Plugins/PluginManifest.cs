namespace Melange.Host.Plugins;

/// <summary>What <c>plugin.json</c> says of a plugin.</summary>
internal sealed record PluginManifest
{
    /// <summary>Unique name of the plugin: <c>Attention.F2F</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its own version: <c>1.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Version of the contracts that it was built for; must be <see cref="Contract.Version"/>.</summary>
    public required int ContractVersion { get; init; }

    /// <summary>File name of the assembly that has its <see cref="IPlugin"/>, within its folder.</summary>
    public required string Entry { get; init; }

    /// <summary>The ids of the parts it offers, by slot: at least one part.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Parts { get; init; }

    /// <summary>Returns this manifest if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PluginManifest Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Id))
            yield return "Id must not be empty.";
        if (string.IsNullOrWhiteSpace(Version))
            yield return "Version must not be empty.";
        if (ContractVersion != Contract.Version)
            yield return $"ContractVersion must be {Contract.Version}, as this host's, but was {ContractVersion}.";
        if (Parts is not null && !Parts.Values.Any(ids => ids.Count > 0))
            yield return "Parts must name at least one part, but names none.";
        if (Entry is not null && !IsInsideFolder(Entry))
            yield return $"Entry must be a .dll within the plugin's folder, but was '{Entry}'.";
    }

    private static bool IsInsideFolder(string entry) =>
        !Path.IsPathRooted(entry) && !entry.Split('/', '\\').Contains("..")
        && entry.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
}
