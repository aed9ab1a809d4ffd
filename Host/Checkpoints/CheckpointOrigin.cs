using Melange.Host.Assembly;
using Melange.Host.Plugins;

namespace Melange.Host.Checkpoints;

/// <summary>What a model is made from; every checkpoint carries it.</summary>
/// <param name="Config">The resolved config.</param>
/// <param name="Plugins">The plugins that it uses, with versions and hashes.</param>
/// <param name="Inventory">What the ids of phonemes, speakers and emotions stand for.</param>
public sealed record CheckpointOrigin(
    LayeredConfig Config, IReadOnlyList<PluginStamp> Plugins, CorpusInventory Inventory)
{
    /// <summary>The origin of a model that is built now.</summary>
    public static CheckpointOrigin Of(LayeredConfig config, PluginCatalog catalog, CorpusInventory inventory) =>
        new(config, PluginStamp.Of(config, catalog), inventory);
}
