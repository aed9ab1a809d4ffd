using System.Reflection;
using System.Text.Json;

namespace Melange.Host.Configs;

/// <summary>What the type of an option asks of the config.</summary>
internal sealed class OptionType
{
    private OptionType(Type type, string expected) => (Type, Expected) = (type, expected);

    /// <summary>The type, without <c>?</c>.</summary>
    public Type Type { get; }

    /// <summary>What the config must have there, for messages: <c>a whole number</c>.</summary>
    public string Expected { get; }

    public bool IsScalar => Type.IsEnum || Type == typeof(string) || Type.IsPrimitive;

    public bool IsPart => Is(typeof(Part<,>));

    public bool IsPerSite => Is(typeof(PerSite<>));

    public bool IsList => Is(typeof(IReadOnlyList<>));

    public bool IsMap => Is(typeof(IReadOnlyDictionary<,>)) && Type.GenericTypeArguments[0] == typeof(string);

    /// <summary>Whether a section of options of its own stands there.</summary>
    public bool IsSection => !(IsScalar || IsPart || IsPerSite || IsList || IsMap);

    /// <summary>Type of a list's or dictionary's items.</summary>
    public Type ItemType => Type.GenericTypeArguments[^1];

    /// <summary>Whether a part stands there, or parts by name or by site.</summary>
    public Type? Contract => IsPart ? Type.GenericTypeArguments[0] : IsMap || IsPerSite ? Of(ItemType).Contract : null;

    public static OptionType Of(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return new OptionType(bare, Describe(bare));
    }

    /// <summary>The options of a record by their keys in the config.</summary>
    public static OrderedDictionary<string, PropertyInfo> OptionsOf(Type record)
    {
        var options = new OrderedDictionary<string, PropertyInfo>(StringComparer.Ordinal);
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                options[KeyOf(property.Name)] = property;
        return options;
    }

    /// <summary>Whether a config must have the option.</summary>
    // By name: ScottPlot publishes an attribute of the same name.
    public static bool IsRequired(PropertyInfo option) => option.CustomAttributes.Any(attribute =>
        attribute.AttributeType.FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute");

    /// <summary>The sites that options of a record may speak of; none where it names none.</summary>
    public static IReadOnlyList<string> SitesOf(Type record) =>
        record.GetCustomAttribute<SiteNamesAttribute>()?.Names ?? [];

    public static string KeyOf(string propertyName) => JsonNamingPolicy.CamelCase.ConvertName(propertyName);

    /// <summary>The names of an enum as a config writes them: <c>held-out</c>.</summary>
    public static string[] NamesOf(Type enumType) =>
        [.. Enum.GetNames(enumType).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    private bool Is(Type definition) => Type.IsGenericType && Type.GetGenericTypeDefinition() == definition;

    private static string Describe(Type type)
    {
        var option = new OptionType(type, "");
        if (type.IsEnum)
            return $"one of {string.Join(", ", NamesOf(type))}";
        if (option.IsScalar)
            return type == typeof(string) ? "a text"
                : type == typeof(bool) ? "true or false"
                : type == typeof(double) || type == typeof(float) ? "a number"
                : "a whole number";
        if (option.IsPerSite)
            return $"{Describe(option.ItemType)}, or one a site beside '{SiteBinder.DefaultKey}'";
        if (option.IsPart)
            return "a part: { \"use\": ... }";
        if (option.IsMap && Of(option.ItemType).IsPart)
            return "parts by name: { ... }";
        return option.IsList ? "a list: [ ... ]" : "a section: { ... }";
    }
}
