using System.Reflection;
using Melange.Host.Guarding;
using Melange.Host.Plugins;

namespace Melange.Host.Assembly;

/// <summary>Binds slots: finds the part that <c>use</c> names, and binds the rest to its options.</summary>
internal sealed class PartBinder(Binding binding, PluginCatalog catalog)
{
    /// <summary>The key that names the part of a slot.</summary>
    public const string UseKey = "use";

    private static readonly MethodInfo MakeMethod =
        typeof(PartBinder).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The part of a slot; null, with a fault, where there is none to be had.</summary>
    /// <param name="wanted">The <see cref="Part{TContract, TContext}"/> asked for.</param>
    /// <param name="entry">The slot.</param>
    /// <param name="implicitId">The id where the slot names none; null where it must name one.</param>
    public object? Bind(OptionType wanted, ConfigEntry entry, string? implicitId)
    {
        if (entry.Kind != ConfigKind.Section)
            return binding.Mistyped(wanted, entry);
        var contract = wanted.Contract!;
        var use = entry.Child(UseKey);
        if (use is null && implicitId is null)
            return Report(entry, $"{entry.Shown} has no '{UseKey}'; expected {wanted.Expected}.{Hint(contract)}");
        if (use is { Node.HasChildren: true })
            return Report(use, $"{use.Shown} must be the id of a part, but was {use.Text}.{Hint(contract)}");
        var id = use?.Text ?? implicitId!;
        return Candidates(contract).Where(part => id == part.Id || id == part.FullId).ToList() switch
        {
            [var part] => Build(wanted, entry, part),
            [] => ReportUnknown(contract, id, use ?? entry),
            var several => ReportAmbiguous(several, id, use ?? entry)
        };
    }

    /// <summary>Which parts play a role, and which plugins might have brought more.</summary>
    public string Hint(Type contract)
    {
        var ids = Ids(contract);
        var known = ids.Count == 0 ? "None is loaded." : $"Known: {string.Join(", ", ids)}.";
        var leftOut = catalog.Rejected.Select(plugin => $" A plugin was left out: {plugin.Folder}: {plugin.Cause}");
        return $" {known}{string.Concat(leftOut)}";
    }

    private object? Build(OptionType wanted, ConfigEntry entry, CatalogPart part)
    {
        try
        {
            var options = binding.Section(part.Registration.OptionsType, entry, isPart: true);
            return options is null ? null
                : MakeMethod.MakeGenericMethod(wanted.Type.GenericTypeArguments)
                    .Invoke(null, [part, options, entry.Shown]);
        }
        catch (PluginException failed)
        {
            return Report(entry.Child(UseKey) ?? entry, failed.Message);
        }
        catch (Exception cause)
        {
            return Report(entry.Child(UseKey) ?? entry,
                PluginException.While("configured", part.Plugin, cause).Message);
        }
    }

    private static Part<TContract, TContext> Make<TContract, TContext>(
        CatalogPart part, object options, string section) => new(part.Id,
            context => (TContract)part.Build(options, context, PartGuard.PlaceOf(context) ?? section),
            (built, context) => (TContract)PartGuard.Around(part, section, built!, context));

    private object? ReportUnknown(Type contract, string id, ConfigEntry place)
    {
        var slot = PartSlot.Of(contract) ?? "part";
        return Report(place, $"no {slot} is called '{id}'.{NearestName.Suggest(id, Ids(contract))}{Hint(contract)}");
    }

    private object? ReportAmbiguous(List<CatalogPart> several, string id, ConfigEntry place) =>
        Report(place, $"{several[0].Slot} '{id}' is there in several versions; say which: "
            + $"{string.Join(", ", several.Select(part => part.FullId))}.");

    private object? Report(ConfigEntry place, string message)
    {
        binding.Faults.Add(place.Fault(message));
        return null;
    }

    // Parts of a contract that a plugin has for itself are in no manifest: its own code, loaded by now, knows them.
    private IEnumerable<CatalogPart> Candidates(Type contract) => PartSlot.Of(contract) is { } slot
        ? catalog.Parts.Where(part => part.Slot == slot)
        : catalog.Plugins.Where(plugin => plugin.IsLoaded).SelectMany(plugin => plugin.Code.Parts
            .Where(part => part.ContractType == contract)
            .Select(part => new CatalogPart(part.Slot, part.Id, plugin)));

    private List<string> Ids(Type contract) => [.. Candidates(contract)
        .GroupBy(part => part.Id).SelectMany(same => same.Count() == 1 ? same.Select(part => part.Id)
            : same.Select(part => part.FullId))
        .Order(StringComparer.Ordinal)];
}
