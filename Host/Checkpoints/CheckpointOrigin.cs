using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Plugins;

namespace Melange.Host.Checkpoints;

/// <summary>What a model is made from; every checkpoint carries it.</summary>
/// <param name="Config">The resolved config.</param>
/// <param name="Plugins">The plugins that it uses, with versions and hashes.</param>
/// <param name="Inventory">What the ids of phonemes, speakers and emotions stand for.</param>
public sealed record CheckpointOrigin(
    LayeredConfig Config, IReadOnlyList<PluginStamp> Plugins, CorpusInventory Inventory)
{
    /// <summary>Threads of tensor operations in training; 0 where nobody noted them.</summary>
    /// <remarks>Gradients of convolutions are summed in another order on another number: libtorch 2.10.</remarks>
    public int Threads { get; init; }

    /// <summary>The origin of a model that is built now.</summary>
    public static CheckpointOrigin Of(LayeredConfig config, PluginCatalog catalog, CorpusInventory inventory) =>
        new(config, PluginStamp.Of(config, catalog), inventory);
}

/// <summary>Which plugin a model was made with, so that another can be told from it.</summary>
/// <param name="Id">Its name: <c>Estimator</c>.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Sha256">Hash over the names and contents of its files.</param>
/// <param name="Sections">The sections of the config that use parts of it: <c>model</c>.</param>
public sealed record PluginStamp(string Id, string Version, string Sha256, IReadOnlyList<string> Sections)
{
    /// <summary>The stamps of the plugins that a config uses.</summary>
    public static IReadOnlyList<PluginStamp> Of(LayeredConfig config, PluginCatalog catalog) =>
    [
        .. from plugin in catalog.Plugins
           let sections = config.Entry.Children
               .Where(section => plugin.Parts.Any(part => Uses(section, part))).Select(section => section.Key).ToList()
           where sections.Count > 0
           select new PluginStamp(plugin.Id, plugin.Version, plugin.Sha256, sections)
    ];

    /// <summary><c>0.1.0 (2f31c0de)</c>, as differences show it.</summary>
    public override string ToString() => $"{Version} ({(Sha256.Length > 8 ? Sha256[..8] : Sha256)})";

    /// <summary>Whether this is the same state of the same plugin as another.</summary>
    public bool IsSame(PluginStamp other) => (Id, Version, Sha256) == (other.Id, other.Version, other.Sha256);

    // After "use", or as a key of the slot that names no other: "conditioning": { "speaker": {} }.
    private static bool Uses(ConfigEntry place, CatalogPart part) =>
        (place.Key == part.Slot
            && place.Children.Any(child => Names(child.Key, part) && child.Child(PartBinder.UseKey) is null))
        || (place.Child(PartBinder.UseKey) is { } use && Names(use.Text, part))
        || place.Children.Any(below => below.Node.HasChildren && Uses(below, part));

    private static bool Names(string? text, CatalogPart part) => text == part.Id || text == part.FullId;
}
