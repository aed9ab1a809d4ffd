namespace Melange.Host.Assembly;

/// <summary>Binds an option that may have another value at some sites of an estimator.</summary>
/// <remarks>
/// One value serves all sites. A section may name sites beside <c>default</c>; of a part, what stands beside the sites
/// is the default as well. A site's section that names a part by <c>use</c> stands alone; one that does not is laid
/// over the default's.
/// </remarks>
internal sealed class SiteBinder(Binding binding, IReadOnlyList<string> sites)
{
    /// <summary>The key of the value that all other sites have.</summary>
    public const string DefaultKey = "default";

    /// <summary>A <see cref="PerSite{T}"/>; null, with a fault, where it cannot be bound.</summary>
    public object? Bind(OptionType wanted, ConfigEntry entry)
    {
        var item = OptionType.Of(wanted.ItemType);
        if (entry.Kind != ConfigKind.Section)
            return item.IsPart ? binding.Mistyped(wanted, entry) : Make(item, binding.Value(item.Type, entry), []);
        var before = binding.Faults.Count;
        foreach (var child in entry.Children.Where(child => IsUnknown(child, entry, item)))
            ReportUnknown(child, entry);
        if (binding.Faults.Count > before || DefaultOf(entry, item) is not { } common)
            return null;
        var everywhere = binding.Value(item.Type, common);
        var ofDefault = binding.Faults[before..];
        var own = entry.Children.Where(child => sites.Contains(child.Key)).Select(child => (child.Key,
            item.IsPart ? Own(item, common, child, ofDefault) : binding.Value(item.Type, child))).ToList();
        return binding.Faults.Count > before ? null : Make(item, everywhere, own);
    }

    // What is wrong with the default is said once, not again for each site that is laid over it.
    private object? Own(OptionType item, ConfigEntry common, ConfigEntry site, List<Fault> ofDefault)
    {
        var before = binding.Faults.Count;
        var value = binding.Value(item.Type, Over(common, site));
        var own = binding.Faults[before..].Where(fault => !ofDefault.Contains(fault with
        {
            Message = fault.Message.Replace(site.Shown, common.Shown, StringComparison.Ordinal)
        })).ToList();
        binding.Faults.RemoveRange(before, binding.Faults.Count - before);
        binding.Faults.AddRange(own);
        return value;
    }

    private bool IsUnknown(ConfigEntry child, ConfigEntry entry, OptionType item)
    {
        if (child.Key == DefaultKey || sites.Contains(child.Key))
            return false;
        var isOptionOfDefault = item.IsPart && entry.Child(DefaultKey) is null && !child.Key.Contains('.');
        return !isOptionOfDefault;
    }

    private void ReportUnknown(ConfigEntry child, ConfigEntry entry)
    {
        string[] known = [DefaultKey, .. sites];
        var hint = child.Key == PartBinder.UseKey
            ? $" '{PartBinder.UseKey}' belongs into '{DefaultKey}', or '{DefaultKey}' away."
            : NearestName.Suggest(child.Key, known);
        binding.Faults.Add(child.Fault(
            $"{entry.Shown} has no site '{child.Key}'.{hint} Known: {string.Join(", ", known)}."));
    }

    private ConfigEntry? DefaultOf(ConfigEntry entry, OptionType item)
    {
        if (entry.Child(DefaultKey) is { } common)
            return common;
        if (item.IsPart)
            return entry.Config.Section(entry.Path).Without([.. sites]).Entry;
        binding.Faults.Add(entry.Fault($"{entry.Shown} has no '{DefaultKey}'; expected {item.Expected} there."));
        return null;
    }

    private static ConfigEntry Over(ConfigEntry common, ConfigEntry site) =>
        site.Kind != ConfigKind.Section || site.Child(PartBinder.UseKey) is not null
            ? site
            : LayeredConfig.Layered(common, site).Entry;

    private static object? Make(OptionType item, object? everywhere, IReadOnlyList<(string Site, object? Value)> own)
    {
        if (everywhere is null)
            return null;
        var values = (System.Collections.IDictionary)Activator.CreateInstance(
            typeof(Dictionary<,>).MakeGenericType(typeof(string), item.Type))!;
        foreach (var (site, value) in own)
            values.Add(site, value);
        return Activator.CreateInstance(typeof(PerSite<>).MakeGenericType(item.Type), everywhere, values);
    }
}
