using System.Reflection;

namespace Melange.Host.Configs;

/// <summary>Binds slots: finds the part that <c>use</c> names, and binds the rest to its options.</summary>
internal sealed class PartBinder(Binding binding, IPartSource source)
{
    /// <summary>The key that names the part of a slot.</summary>
    public const string UseKey = "use";

    private static readonly MethodInfo BoundMethod = typeof(IPartOffer).GetMethod(nameof(IPartOffer.Bound))!;

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
        return source.Offers(contract).Where(part => id == part.Id || id == part.FullId).ToList() switch
        {
            [var part] => Build(wanted, entry, part, implicitId),
            [] => ReportUnknown(contract, id, use ?? entry),
            var several => ReportAmbiguous(several, id, use ?? entry)
        };
    }

    /// <summary>Which parts play a role, and which plugins might have brought more.</summary>
    public string Hint(Type contract)
    {
        var ids = Ids(contract);
        var known = ids.Count == 0 ? "None is loaded." : $"Known: {string.Join(", ", ids)}.";
        var leftOut = source.LeftOut.Select(plugin => $" A plugin was left out: {plugin}");
        return $" {known}{string.Concat(leftOut)}";
    }

    private object? Build(OptionType wanted, ConfigEntry entry, IPartOffer part, string? implicitId)
    {
        try
        {
            var own = WithoutFormer(entry, part, (wanted.Contract!, implicitId));
            var options = binding.Section(part.OptionsType, own, isPart: true);
            return options is null ? null
                : BoundMethod.MakeGenericMethod(wanted.Type.GenericTypeArguments).Invoke(
                    part, [options, new PartPlace(entry.Shown, new BrokenRule(entry, part.OptionsType).FaultOf)]);
        }
        catch (Exception cause)
        {
            return Report(entry.Child(UseKey) ?? entry, part.Failure(cause));
        }
    }

    // What lower layers set for another part, and this one does not know.
    private ConfigEntry WithoutFormer(ConfigEntry entry, IPartOffer part, (Type Contract, string? ImplicitId) slot)
    {
        var known = OptionType.OptionsOf(part.OptionsType);
        var gone = new List<string>();
        foreach (var option in entry.Children.Where(child => !known.ContainsKey(child.Key)))
            if (FormerOf(option, slot) is { } former)
            {
                gone.Add(option.Key);
                binding.Dropped.Add((option.Config.PathFromRoot(option.Path), option.Fault(
                    $"{option.Shown} was set for '{former}' and is dropped: '{part.Id}' has no such option.")));
            }
        return gone.Count == 0 ? entry : entry.Config.Section(entry.Path).Without([.. gone]).Entry;
    }

    // The part that an option was set for; null where that part, too, would have refused it.
    private string? FormerOf(ConfigEntry option, (Type Contract, string? ImplicitId) slot)
    {
        if (option.Node.Former is not { } named)
            return null;
        var id = named.Length > 0 ? named : slot.ImplicitId;
        var parts = source.Offers(slot.Contract).Where(part => id == part.Id || id == part.FullId).ToList();
        var isGone = parts.Count == 0 && named.Length > 0; // its plugin is not installed, and nobody can tell
        return isGone || parts.Exists(part => MayHave(part, option.Key)) ? id : null;
    }

    private static bool MayHave(IPartOffer part, string option)
    {
        try
        {
            return OptionType.OptionsOf(part.OptionsType).ContainsKey(option);
        }
        catch (Exception)
        {
            return true; // its plugin cannot be loaded: whoever takes another part need not mind
        }
    }

    private object? ReportUnknown(Type contract, string id, ConfigEntry place)
    {
        var slot = PartSlot.Of(contract) ?? "part";
        return Report(place, $"no {slot} is called '{id}'.{NearestName.Suggest(id, Ids(contract))}{Hint(contract)}");
    }

    private object? ReportAmbiguous(List<IPartOffer> several, string id, ConfigEntry place) =>
        Report(place, $"{several[0].Slot} '{id}' is there in several versions; say which: "
            + $"{string.Join(", ", several.Select(part => part.FullId))}.");

    private object? Report(ConfigEntry place, string message)
    {
        binding.Faults.Add(place.Fault(message));
        return null;
    }

    private List<string> Ids(Type contract) => [.. source.Offers(contract)
        .GroupBy(part => part.Id).SelectMany(same => same.Count() == 1 ? same.Select(part => part.Id)
            : same.Select(part => part.FullId))
        .Order(StringComparer.Ordinal)];
}
