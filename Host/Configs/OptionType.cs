using System.Reflection;
using System.Text.Json;

namespace Melange.Host.Configs;

/// <summary>What the type of an option asks of the config.</summary>
internal sealed class OptionType
{
    private static readonly Type[] Lists =
    [
        typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(IList<>),
        typeof(ICollection<>), typeof(List<>)
    ];

    private static readonly Type[] Maps =
        [typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>), typeof(OrderedDictionary<,>), typeof(Dictionary<,>)];

    private OptionType(Type type)
    {
        (Type, Scalar) = (type, ScalarKind.Of(type));
        Expected = Describe();
    }

    /// <summary>The type, without <c>?</c>.</summary>
    public Type Type { get; }

    /// <summary>What the config must have there, for messages: <c>a whole number</c>.</summary>
    public string Expected { get; }

    /// <summary>How its single values are read; null where it has none.</summary>
    public ScalarKind? Scalar { get; }

    public bool IsPart => Is(typeof(Part<,>));

    public bool IsPerSite => Is(typeof(PerSite<>));

    public bool IsList => Type.IsSZArray || Lists.Any(Is);

    public bool IsMap => Maps.Any(Is) && Type.GenericTypeArguments[0] == typeof(string);

    /// <summary>Whether a section of options of its own stands there.</summary>
    public bool IsSection => !(Scalar is not null || IsPart || IsPerSite || IsList || IsMap);

    /// <summary>The option whose value alone may stand for the whole section; null where none does.</summary>
    public PropertyInfo? ShortForm =>
        IsSection && Type.GetCustomAttribute<ShortFormAttribute>() is { } form ? Type.GetProperty(form.Option) : null;

    /// <summary>Type of a list's or dictionary's items.</summary>
    public Type ItemType => Type.IsSZArray ? Type.GetElementType()! : Type.GenericTypeArguments[^1];

    /// <summary>Whether a part stands there, or parts by name or by site.</summary>
    public Type? Contract => IsPart ? Type.GenericTypeArguments[0] : IsMap || IsPerSite ? Of(ItemType).Contract : null;

    public static OptionType Of(Type type) => new(Nullable.GetUnderlyingType(type) ?? type);

    /// <summary>The options of a record by their keys in the config.</summary>
    public static OrderedDictionary<string, PropertyInfo> OptionsOf(Type record)
    {
        var options = new OrderedDictionary<string, PropertyInfo>(StringComparer.Ordinal);
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                options[KeyOf(property.Name)] = property;
        return options;
    }

    /// <summary>The options of a record, by path and type, that no config can hold.</summary>
    /// <remarks>The package's analyzer says the same when a plugin is built: MELANGE003.</remarks>
    public static IReadOnlyList<(string Path, string Type)> UnusableOf(Type record) => [.. Unusable(record, "", [])];

    /// <summary>Whether a config must have the option.</summary>
    // By name: ScottPlot publishes an attribute of the same name.
    public static bool IsRequired(PropertyInfo option) => option.CustomAttributes.Any(attribute =>
        attribute.AttributeType.FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute");

    /// <summary>The sites that options of a record may speak of; none where it names none.</summary>
    /// <param name="options">The record, with all options set that are not per site.</param>
    public static IReadOnlyList<string> SitesOf(object options) => options is INamesSites named ? named.SiteNames
        : options.GetType().GetCustomAttribute<SiteNamesAttribute>()?.Names ?? [];

    public static string KeyOf(string propertyName) => JsonNamingPolicy.CamelCase.ConvertName(propertyName);

    /// <summary>The names of an enum as a config writes them: <c>held-out</c>.</summary>
    public static string[] NamesOf(Type enumType) =>
        [.. Enum.GetNames(enumType).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    private bool Is(Type definition) => Type.IsGenericType && Type.GetGenericTypeDefinition() == definition;

    private static IEnumerable<(string Path, string Type)> Unusable(Type record, string path, Type[] around) =>
        OptionsOf(record).SelectMany(option =>
            Unusable(Of(option.Value.PropertyType), $"{path}{option.Key}", [.. around, record]));

    private static IEnumerable<(string Path, string Type)> Unusable(OptionType type, string path, Type[] around)
    {
        if (type.IsList || type.IsMap || type.IsPerSite)
            return Of(type.ItemType) is { IsPerSite: true } bySite                  // a list in it knows no sites
                ? [($"{path}.*", NameOf(bySite.Type))] : Unusable(Of(type.ItemType), $"{path}.*", around);
        if (!type.IsSection)
            return [];
        return type.CanBeSection && !around.Contains(type.Type)
            ? Unusable(type.Type, $"{path}.", around) : [(path, NameOf(type.Type))];
    }

    private bool CanBeSection => !Type.IsAbstract && !Type.IsArray && !Type.IsPrimitive && !Type.IsPointer
        && Type.Namespace?.Split('.')[0] is not ("System" or "TorchSharp")
        && (Type.IsValueType || Type.GetConstructor(Type.EmptyTypes) is not null);

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GenericTypeArguments.Select(NameOf))}>" : type.Name;

    private string Describe()
    {
        if (Scalar is not null)
            return Scalar.Expected;
        if (IsPerSite)
            return $"{Of(ItemType).Expected}, or one a site beside '{SiteBinder.DefaultKey}'";
        if (IsPart)
            return "a part: { \"use\": ... }";
        if (IsMap && Of(ItemType).IsPart)
            return "parts by name: { ... }";
        if (ShortForm is { } form)
            return $"{Of(form.PropertyType).Expected}, or a section: {{ ... }}";
        return IsList ? "a list: [ ... ]" : "a section: { ... }";
    }
}
