using System.Text.RegularExpressions;

namespace Melange.Host.Plugins;

/// <summary>What <c>plugin.json</c> says of a plugin.</summary>
internal sealed partial record PluginManifest
{
    /// <summary>Unique name of the plugin: <c>Attention.F2F</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its own version: <c>1.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// Version of the contracts that it was built for; from <see cref="Contract.OldestServed"/> to
    /// <see cref="Contract.Version"/>.
    /// </summary>
    public required int ContractVersion { get; init; }

    /// <summary>File name of the assembly that has its <see cref="IPlugin"/>, within its folder.</summary>
    public required string Entry { get; init; }

    /// <summary>The ids of the parts that it offers, by slot: <c>{ "attention": ["f2f"] }</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Parts { get; init; }

    /// <summary>Returns this manifest if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PluginManifest Validated() => OptionsException.ThrowIfAny(this, [.. Problems(), .. PartProblems()]);

    private static string Served => Contract.OldestServed == Contract.Version
        ? $"{Contract.Version}, as this host's"
        : $"from {Contract.OldestServed} to {Contract.Version}, which this host serves";

    private IEnumerable<string> Problems()
    {
        if (!Name().IsMatch(Id ?? ""))
            yield return $"Id must be letters, digits, '.', '-' and '_', but was '{Id}'.";
        if (!Number().IsMatch(Version ?? ""))
            yield return $"Version must be three numbers, as 1.2.0 or 1.2.0-beta.1, but was '{Version}'.";
        if (ContractVersion is < Contract.OldestServed or > Contract.Version)
            yield return $"ContractVersion must be {Served}, but was {ContractVersion}.";
        if (Entry is not null && !IsInsideFolder(Entry))
            yield return $"Entry must be a .dll within the plugin's folder, but was '{Entry}'.";
    }

    private IEnumerable<string> PartProblems()
    {
        if (Parts is not null && !Parts.Values.Any(ids => ids.Count > 0))
            yield return "Parts must name at least one part, but names none.";
        var slots = PartSlot.Contracts.Keys.ToList();
        foreach (var slot in Parts?.Keys.Except(slots) ?? [])
            yield return $"Parts has no slot '{slot}'.{NearestName.Suggest(slot, slots)} "
                + $"Known: {string.Join(", ", slots)}.";
        foreach (var (slot, ids) in Parts ?? new Dictionary<string, IReadOnlyList<string>>())
            foreach (var id in ids.Where(id => !PartId().IsMatch(id)))
                yield return $"Parts.{slot} must be ids without spaces, quotes and '@', but has '{id}'.";
    }

    private static bool IsInsideFolder(string entry) =>
        !Path.IsPathRooted(entry) && !entry.Split('/', '\\').Contains("..")
        && entry.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[\p{L}\d][\p{L}\d._-]*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[^\s@""':]+$")]
    private static partial Regex PartId();
}
