using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Plugins;
using Melange.Host.Runs;

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

    /// <summary>Plugins of training before it went on with others in their place.</summary>
    public IReadOnlyList<PluginStamp> Earlier { get; init; } = [];

    /// <summary>How the model's log-mels are made, defaults included; null where nobody noted it.</summary>
    public AudioFormat? Mel { get; init; }

    /// <summary>Which files the vocoder is made of, with their SHA-256; null where it is made of none.</summary>
    public string? Vocoder { get; init; }

    /// <summary>Every plugin that trained the model.</summary>
    public IReadOnlyList<PluginStamp> TrainedBy =>
        [.. Plugins.Where(stamp => stamp.Sections.Any(OriginDifferences.IsOfTraining)), .. Earlier];

    /// <summary>The origin of a model that is built now.</summary>
    public static CheckpointOrigin Of(LayeredConfig config, PluginCatalog catalog, CorpusInventory inventory) =>
        new(config, PluginStamps.Of(config, catalog), inventory);
}

/// <summary>The plugins that a config uses, and how they differ from those of another time.</summary>
public static class PluginStamps
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

    /// <summary>What differs in the plugins of some sections: another state, one more, one less.</summary>
    /// <param name="found">The plugins of then; a stamp without sections is of a plugin that was there, used or not.
    /// </param>
    /// <param name="wanted">Those of now.</param>
    /// <param name="counts">Whether a section counts.</param>
    /// <returns>One line a difference, from found to wanted.</returns>
    public static IReadOnlyList<string> Differences(
        IReadOnlyList<PluginStamp> found, IReadOnlyList<PluginStamp> wanted, Func<string, bool> counts)
    {
        var (before, now) = (Counted(found), Counted(wanted));
        return
        [
            .. before.Where(stamp => stamp.Sections.Count > 0 && now.All(other => other.Id != stamp.Id))
                .Select(stamp => $"- plugin {stamp.Id} {stamp}"),
            .. now.SelectMany(stamp => Difference(before, stamp))
        ];

        List<PluginStamp> Counted(IReadOnlyList<PluginStamp> stamps) =>
            [.. stamps.Where(stamp => stamp.Sections.Count == 0 || stamp.Sections.Any(counts))];
    }

    // Of a plugin that is there in two versions at a time, both are known.
    private static IEnumerable<string> Difference(List<PluginStamp> before, PluginStamp now)
    {
        var known = before.Where(stamp => stamp.Id == now.Id).ToList();
        if (known.Count == 0)
            yield return $"+ plugin {now.Id} {now}";
        else if (!known.Any(now.IsSame))
            yield return $"~ plugin {now.Id} {known[0]} -> {now}";
    }

    // After "use", or as a key of the slot that names no other: "conditioning": { "speaker": {} }. Under the name of
    // another slot an id is another part's: encoder and process are both called grad-tts.
    private static bool Uses(ConfigEntry place, CatalogPart part) =>
        (place.Key == part.Slot
            && place.Children.Any(child => Names(child.Key, part) && child.Child(PartBinder.UseKey) is null))
        || (place.Child(PartBinder.UseKey) is { } use && Names(use.Text, part)
            && (place.Key == part.Slot || !PartSlot.Contracts.ContainsKey(place.Key)))
        || place.Children.Any(below => below.Node.HasChildren && Uses(below, part));

    private static bool Names(string? text, CatalogPart part) => text == part.Id || text == part.FullId;
}
