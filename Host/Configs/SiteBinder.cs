namespace Melange.Host.Configs;

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
            return item.IsPart ? binding.Mistyped(wanted, entry) : Make(wanted, binding.Value(item.Type, entry), []);
        var before = binding.Faults.Count;
        ReportUnknown(entry, item);
        var common = DefaultOf(entry, item);
        var beforeDefault = binding.Faults.Count;
        var everywhere = common is null ? null : binding.Value(item.Type, common);
        var ofDefault = binding.Faults[beforeDefault..];
        var own = entry.Children.Where(child => sites.Contains(child.Key)).Select(child => (child.Key,
            item.IsPart && common is not null ? Own(item, common, child, ofDefault) : binding.Value(item.Type, child)))
            .ToList();
        return binding.Faults.Count > before ? null : Make(wanted, everywhere, own);
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

    private void ReportUnknown(ConfigEntry entry, OptionType item)
    {
        var others = entry.Children.Where(child => child.Key != DefaultKey && !sites.Contains(child.Key)).ToList();
        string[] known = [DefaultKey, .. sites];
        foreach (var child in others.Where(child => !item.IsPart || IsNamedAsSite(child, entry)))
            binding.Faults.Add(child.Fault($"{entry.Shown} has no site '{child.Key}'."
                + $"{NearestName.Suggest(child.Key, known)} Known: {string.Join(", ", known)}."));
        var options = others.Where(child => item.IsPart && !IsNamedAsSite(child, entry)).ToList();
        if (options.Count > 0 && entry.Child(DefaultKey) is not null)
            binding.Faults.Add(options[0].Fault($"{entry.Shown} has '{DefaultKey}', and beside it "
                + $"{string.Join(", ", options.Select(option => $"'{option.Key}'"))}, which belong into it; "
                + "null takes away what a lower layer set."));
    }

    // Beside an explicit default only sites have sections; an option of the default itself has no dot.
    private static bool IsNamedAsSite(ConfigEntry child, ConfigEntry entry) =>
        child.Key.Contains('.') || (child.Kind == ConfigKind.Section && entry.Child(DefaultKey) is not null);

    private ConfigEntry? DefaultOf(ConfigEntry entry, OptionType item)
    {
        if (entry.Child(DefaultKey) is { } common)
            return common;
        if (item.IsPart)
            return entry.Config.Section(entry.Path)
                .Without([.. sites, .. entry.Children.Where(child => IsNamedAsSite(child, entry))
                    .Select(child => child.Key)]).Entry;
        binding.Faults.Add(entry.Fault($"{entry.Shown} has no '{DefaultKey}'; expected {item.Expected} there."));
        return null;
    }

    private static ConfigEntry Over(ConfigEntry common, ConfigEntry site) =>
        site.Kind != ConfigKind.Section || site.Child(PartBinder.UseKey) is not null
            ? site
            : LayeredConfig.Layered(common, site).Entry;

    private static object? Make(OptionType wanted, object? everywhere, IReadOnlyList<(string Site, object? Value)> own)
    {
        if (everywhere is null)
            return null;
        var values = (System.Collections.IDictionary)Activator.CreateInstance(
            typeof(Dictionary<,>).MakeGenericType(typeof(string), wanted.ItemType))!;
        foreach (var (site, value) in own)
            values.Add(site, value);
        return Activator.CreateInstance(wanted.Type, everywhere, values);
    }
}
