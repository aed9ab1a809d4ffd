using System.Collections;

namespace Melange.Host.Configs;

/// <summary>One walk through a config: binds what it can and collects every fault.</summary>
internal sealed class Binding
{
    private readonly PartBinder parts;

    public Binding(IPartSource source) => parts = new PartBinder(this, source);

    public List<Fault> Faults { get; } = [];

    /// <summary>Options of parts in whose place others came: path from the root, and what a person is told.</summary>
    public List<(string Path, Fault Notice)> Dropped { get; } = [];

    /// <summary>Paths of files and folders: where the config has one, from the root, and the whole path it stands for.
    /// </summary>
    public List<(string Path, string Full)> Paths { get; } = [];

    /// <summary>The value of an option; null, with a fault, where it cannot be bound.</summary>
    public object? Value(Type type, ConfigEntry entry)
    {
        var wanted = OptionType.Of(type);
        if (wanted.Scalar is { } kind)
            return Scalar(kind, wanted, entry);
        if (wanted.IsPart)
            return parts.Bind(wanted, entry, implicitId: null);
        if (wanted.IsList)
            return List(wanted, entry);
        return wanted.IsMap ? Map(wanted, entry) : Section(wanted.Type, entry);
    }

    /// <summary>A record with the options that a section has, or with the one that its short form has.</summary>
    public object? Section(Type record, ConfigEntry entry, bool isPart = false)
    {
        if (entry.Kind == ConfigKind.Section)
            return new SectionBinder(this, record, entry).Bind(isPart);
        var wanted = OptionType.Of(record);
        return wanted.ShortForm is { } form && !entry.Node.HasChildren
            ? new SectionBinder(this, wanted.Type, entry).BindShort(form) : Mistyped(wanted, entry);
    }

    /// <summary>The end of a message about an option: which parts there are, if it asks for one.</summary>
    public string Hint(OptionType wanted) => wanted.Contract is { } contract ? parts.Hint(contract) : "";

    public object? Mistyped(OptionType wanted, ConfigEntry entry)
    {
        var expected = entry.Node.HasChildren || wanted.Scalar is not { } kind
            ? wanted.Expected : kind.ExpectedFor(entry.Text);
        var nearest = wanted.Type.IsEnum && !entry.Node.HasChildren
            ? NearestName.Suggest(entry.Text, OptionType.NamesOf(wanted.Type))
            : "";
        Faults.Add(entry.Fault(
            $"{entry.Shown} must be {expected}, but was {entry.Quoted}.{nearest}{Hint(wanted)}"));
        return null;
    }

    private object? Scalar(ScalarKind kind, OptionType wanted, ConfigEntry entry)
    {
        var value = entry.Node.HasChildren ? null : kind.Read(entry.Text, FolderOf(entry.Position));
        if (value is FileSystemInfo { FullName: var path } && path != entry.Text)
            Paths.Add((entry.Config.PathFromRoot(entry.Path), path));
        return value ?? Mistyped(wanted, entry);
    }

    // A path belongs to the file that says it; of a setting, to where the person stands.
    private static string FolderOf(ConfigPosition position) =>
        Path.GetFullPath(position.Line > 0 ? Path.GetDirectoryName(Path.GetFullPath(position.File))! : ".");

    private object? List(OptionType wanted, ConfigEntry entry)
    {
        if (entry.Kind != ConfigKind.List)
            return Mistyped(wanted, entry);
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(wanted.ItemType))!;
        foreach (var item in entry.Children)
            if (Value(wanted.ItemType, item) is { } value)
                list.Add(value);
        if (!wanted.Type.IsArray)
            return list;
        var array = Array.CreateInstance(wanted.ItemType, list.Count);
        list.CopyTo(array, 0);
        return array;
    }

    private object? Map(OptionType wanted, ConfigEntry entry)
    {
        if (entry.Kind != ConfigKind.Section)
            return Mistyped(wanted, entry);
        var item = OptionType.Of(wanted.ItemType);
        var map = (IDictionary)Activator.CreateInstance(
            (wanted.Type.IsInterface ? typeof(OrderedDictionary<,>) : wanted.Type.GetGenericTypeDefinition())
                .MakeGenericType(typeof(string), wanted.ItemType))!;
        foreach (var child in entry.Children.Where(child => IsAlone(child, entry)))
            if ((item.IsPart ? parts.Bind(item, child, child.Key) : Value(wanted.ItemType, child)) is { } value)
                map.Add(child.Key, value);
        return map;
    }

    // Microsoft's configuration takes such keys for one, so that the last value would stand in both.
    private bool IsAlone(ConfigEntry child, ConfigEntry map)
    {
        var twin = map.Children.FirstOrDefault(other =>
            other.Key != child.Key && other.Key.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
        if (twin is not null)
            Faults.Add(child.Fault($"{map.Shown} has '{child.Key}' and '{twin.Key}', which differ in case only."));
        return twin is null;
    }
}
