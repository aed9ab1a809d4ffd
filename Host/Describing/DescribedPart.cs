using System.Reflection;
using Melange.Host.Configs;
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

    /// <summary>Why a part cannot be looked at: its plugin's code does not load, or its options cannot be made; null
    /// where it can be.</summary>
    public static string? FailureOf(CatalogPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        try
        {
            _ = Flat(DescribedOption.AllOf(part.OptionsType)).Count();
            return null;
        }
        catch (Exception failed)
        {
            return part.Failure(failed);
        }
    }

    /// <summary>An option and those below it, by their paths: <c>edits.*.scale</c>.</summary>
    public static IEnumerable<(string Path, DescribedOption Option)> Flat(IEnumerable<DescribedOption> options) =>
        options.SelectMany(option => Below(option).Prepend((option.Key, option)));

    private static IEnumerable<(string Path, DescribedOption Option)> Below(DescribedOption option)
    {
        var (item, prefix) = (option.Type, option.Key);
        for (; item.IsMap || item.IsList || item.IsPerSite; item = OptionType.Of(item.ItemType))
            prefix += item.IsPerSite ? "" : ".*";
        return item.IsSection
            ? Flat(DescribedOption.AllOf(item.Type)).Select(below => ($"{prefix}.{below.Path}", below.Option))
            : [];
    }
}

/// <summary>One option of a record with its documentation.</summary>
/// <param name="Key">Its key in a config: <c>batchSize</c>.</param>
/// <param name="Property">The property that it is bound to.</param>
/// <param name="Default">Its value where a config says nothing; null where there is none.</param>
/// <param name="IsRequired">Whether a config must say it.</param>
/// <param name="Text">Its documentation; empty where there is none.</param>
public sealed record DescribedOption(string Key, PropertyInfo Property, object? Default, bool IsRequired, string Text)
{
    /// <summary>The range that the documentation states.</summary>
    public OptionRange Range { get; } = OptionRange.Of(Text);

    /// <summary>What its type asks of a config.</summary>
    internal OptionType Type => OptionType.Of(Property.PropertyType);

    /// <summary>Every option of a record, in the order of its properties.</summary>
    public static IReadOnlyList<DescribedOption> AllOf(Type record)
    {
        // A required property is null or 0 then.
        var made = Activator.CreateInstance(
            record, BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!;
        return [.. OptionType.OptionsOf(record).Select(option => new DescribedOption(
            option.Key, option.Value, option.Value.GetValue(made), OptionType.IsRequired(option.Value),
            XmlDocumentation.Summary(option.Value)))];
    }
}
