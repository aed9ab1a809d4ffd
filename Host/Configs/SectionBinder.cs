using System.Reflection;

namespace Melange.Host.Configs;

/// <summary>Binds one section to one options record and checks the record's own rules.</summary>
internal sealed class SectionBinder(Binding binding, Type record, ConfigEntry entry)
{
    private readonly OrderedDictionary<string, PropertyInfo> options = OptionType.OptionsOf(record);
    private readonly HashSet<string> broken = [];

    public object? Bind(bool isPart)
    {
        var bound = Activator.CreateInstance(record)!;
        foreach (var child in entry.Children.OrderBy(IsPerSite)) // other options may decide the sites
            if (options.TryGetValue(child.Key, out var option))
                Set(bound, option, child);
            else if (!isPart || child.Key != PartBinder.UseKey)
                ReportUnknown(child);
        foreach (var (key, option) in options)
            if (entry.Child(key) is null && OptionType.IsRequired(option))
                ReportMissing(key, option);
        return Validated(bound);
    }

    /// <summary>The record with one option, whose value stands in the place of the section.</summary>
    public object? BindShort(PropertyInfo option)
    {
        var bound = Activator.CreateInstance(record)!;
        Set(bound, option, entry);
        return Validated(bound);
    }

    private bool IsPerSite(ConfigEntry child) =>
        options.TryGetValue(child.Key, out var option) && OptionType.Of(option.PropertyType).IsPerSite;

    private void Set(object bound, PropertyInfo option, ConfigEntry child)
    {
        var before = binding.Faults.Count;
        var wanted = OptionType.Of(option.PropertyType);
        var value = wanted.IsPerSite
            ? new SiteBinder(binding, OptionType.SitesOf(bound)).Bind(wanted, child)
            : binding.Value(option.PropertyType, child);
        if (binding.Faults.Count > before)
            broken.Add(child.Key);
        if (value is not null)
            option.SetValue(bound, value);
    }

    private void ReportUnknown(ConfigEntry child)
    {
        var section = entry.Shown.Length == 0 ? "the config" : entry.Shown;
        var known = options.Keys.Order(StringComparer.Ordinal).ToList();
        var knownText = known.Count == 0 ? "It has no options." : $"Known: {string.Join(", ", known)}.";
        binding.Faults.Add(child.Fault(
            $"{section} has no option '{child.Key}'.{NearestName.Suggest(child.Key, known)} {knownText}"));
    }

    private void ReportMissing(string key, PropertyInfo option)
    {
        broken.Add(key);
        var wanted = OptionType.Of(option.PropertyType);
        binding.Faults.Add(entry.Fault(
            $"{PathOf(key)} is missing; expected {wanted.Expected}.{binding.Hint(wanted)}"));
    }

    private object? Validated(object bound)
    {
        if (record.GetMethod("Validated", Type.EmptyTypes) is not { } validated)
            return bound;
        try
        {
            return validated.Invoke(bound, BindingFlags.DoNotWrapExceptions, binder: null, [], culture: null) ?? bound;
        }
        catch (OptionsException rules)
        {
            foreach (var problem in rules.Problems)
                ReportBrokenRule(problem);
        }
        catch (Exception) when (broken.Count > 0)
        {
            // The rules met an option that is already reported as missing or mistyped.
        }
        return null;
    }

    private void ReportBrokenRule(string problem)
    {
        if (!BrokenRule.OptionsIn(problem).Any(broken.Contains)) // else it follows from a fault that is reported
            binding.Faults.Add(new BrokenRule(entry, record).FaultOf(problem));
    }

    private string PathOf(string key) => entry.Shown.Length == 0 ? key : $"{entry.Shown}.{key}";
}
