using Melange.Host.Assembly;
using Melange.Host.Plugins;

namespace Melange.Host.Describing;

/// <summary>What is said of one part that is installed, and of each of its options.</summary>
/// <param name="Part">The part.</param>
/// <param name="Summary">What it is for, in one sentence; empty where nothing is said.</param>
/// <param name="Remarks">Formula, source and departures; empty where nothing is said.</param>
/// <param name="Options">Its options.</param>
public sealed record DescribedPart(
    CatalogPart Part, string Summary, string Remarks, IReadOnlyList<DescribedOption> Options)
{
    /// <summary>Describes a part.</summary>
    public static DescribedPart Of(CatalogPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var type = part.Registration.PartType;
        return new(part, XmlDocumentation.Summary(type), XmlDocumentation.Remarks(type),
            DescribedOption.AllOf(part.Registration.OptionsType));
    }

    /// <summary>The parts of a slot by their ids, those of one id with the last plugin first.</summary>
    /// <param name="slot">The slot: <c>attention</c>.</param>
    /// <param name="catalog">What is installed.</param>
    /// <exception cref="FaultException">No slot is called so.</exception>
    public static IReadOnlyList<CatalogPart> PartsOf(string slot, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var slots = catalog.Parts.Select(part => part.Slot).Distinct().Order(StringComparer.Ordinal)
            .ToList();
        return slots.Contains(slot)
            ? [.. catalog.Parts.Where(part => part.Slot == slot)
                .OrderBy(part => part.Id, StringComparer.Ordinal)]
            : throw new FaultException([new("describe", 0, $"no slot is called '{slot}'."
                + $"{NearestName.Suggest(slot, slots)} Known: {string.Join(", ", slots)}.")]);
    }

    /// <summary>The part of a slot that an id names.</summary>
    /// <param name="slot">The slot: <c>attention</c>.</param>
    /// <param name="id">The part's id, with its plugin's version where there are several: <c>f2b@0.1.0</c>.</param>
    /// <param name="catalog">What is installed.</param>
    /// <exception cref="FaultException">No slot or part is called so, or several are.</exception>
    public static CatalogPart Find(string slot, string id, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(id);
        var known = PartsOf(slot, catalog);
        var found = known.Where(part => part.Id == id || part.FullId == id).ToList();
        if (found.Count == 1)
            return FailureOf(found[0]) is { } failure
                ? throw new FaultException([new("describe", 0, failure)]) : found[0];
        string[] names = [.. (found.Count > 1 ? found.Select(part => part.FullId) : known.Select(part => part.Id))
            .Distinct()];
        var problem = found.Count > 1 ? $"{found.Count} of {slot} are called '{id}'; name one with its version."
            : $"no {slot} is called '{id}'.{NearestName.Suggest(id.Split('@')[0], names)}";
        throw new FaultException([new("describe", 0, $"{problem} Known: {string.Join(", ", names)}.")]);
    }

    /// <summary>The slot of a contract; the contract's name where it has none.</summary>
    public static string SlotOf(Type contract) => PartSlot.Of(contract) ?? contract.Name;

    /// <summary>Why a part cannot be looked at: its plugin's code does not load; null where it can be.</summary>
    public static string? FailureOf(CatalogPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        try
        {
            _ = part.Registration;
            return null;
        }
        catch (PluginException failed)
        {
            return failed.Message;
        }
    }

    /// <summary>An option and those below it, by their paths: <c>edits.*.scale</c>.</summary>
    public static IEnumerable<(string Path, DescribedOption Option)> Flat(IEnumerable<DescribedOption> options) =>
        options.SelectMany(option => Below(option).Prepend((option.Key, option)));

    private static IEnumerable<(string Path, DescribedOption Option)> Below(DescribedOption option)
    {
        var type = option.Type;
        var (item, prefix) = type.IsMap ? (OptionType.Of(type.ItemType), $"{option.Key}.*") : (type, option.Key);
        return item.IsSection
            ? Flat(DescribedOption.AllOf(item.Type)).Select(below => ($"{prefix}.{below.Path}", below.Option))
            : [];
    }
}
