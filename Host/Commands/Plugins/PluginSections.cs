using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Commands.Plugins;

/// <summary>What a person pastes into a config, or over one as a variant, to use the parts of a plugin.</summary>
internal static class PluginSections
{
    // Where a run's config has each slot; "*" is a name in a map of parts.
    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["attention"] = ["model", "estimator", "attention"],
        ["conditioning"] = ["model", "conditioning", "*"],
        ["corpus"] = ["corpus"],
        ["encoder"] = ["model", "encoder"],
        ["estimator"] = ["model", "estimator"],
        ["gate"] = ["model", "estimator", "gate"],
        ["metrics"] = ["metrics", "*"],
        ["noise"] = ["synthesis", "noise"],
        ["phonemizer"] = ["synthesis", "phonemizer"],
        ["process"] = ["model", "process"],
        ["sampler"] = ["synthesis", "sampler"],
        ["vocoder"] = ["synthesis", "vocoder"]
    };

    /// <summary>Prints a section for each part of a plugin, and why they would not do where it is left out.</summary>
    public static void Print(PluginManifest manifest, PluginRoot root, TextWriter output)
    {
        var catalog = PluginCatalog.Load([PluginRoot.Shipped, root.FullPath]);
        var parts = catalog.Plugins.Where(plugin => (plugin.Id, plugin.Version) == (manifest.Id, manifest.Version))
            .SelectMany(plugin => plugin.Parts).ToList();
        if (parts.Count == 0)
            foreach (var rejected in catalog.Rejected.Where(other => IsAt(other.Folder, root, manifest)))
                output.WriteLine($"Left out: {rejected.Folder}: {rejected.Cause}");
        else
            output.WriteLine("In a config, or as a variant of an experiment:");
        foreach (var part in parts)
            output.WriteLine($"  {Of(part, catalog)}{Required(part)}");
    }

    /// <summary>What a section must say besides, unless the config below it does; empty where that is nothing.
    /// </summary>
    internal static string Required(CatalogPart part)
    {
        var keys = OptionType.OptionsOf(part.OptionsType).Where(option => OptionType.IsRequired(option.Value))
            .Select(option => $"'{option.Key}'").ToList();
        return keys.Count == 0 ? "" : $", with {string.Join(", ", keys)}, unless the base has them";
    }

    private static bool IsAt(string folder, PluginRoot root, PluginManifest manifest) =>
        Path.GetFullPath(folder) == Path.GetFullPath(root.PlaceOf(manifest.Id, manifest.Version));

    /// <summary>The section of a part: <c>{ "synthesis": { "vocoder": { "use": "mine@0.2.0" } } }</c>.</summary>
    /// <param name="part">The part.</param>
    /// <param name="catalog">What is installed: where there are several of its id, its version is named.</param>
    public static string Of(CatalogPart part, PluginCatalog catalog)
    {
        var isAlone = catalog.Parts.Count(other => (other.Slot, other.Id) == (part.Slot, part.Id)) == 1;
        var place = Places[part.Slot];
        var section = isAlone && place[^1] == "*" ? "{}"
            : $"{{ \"use\": \"{(isAlone ? part.Id : part.FullId)}\" }}";
        return place.Reverse().Aggregate(section,
            (inner, key) => $"{{ \"{(key == "*" ? part.Id : key)}\": {inner} }}");
    }
}
