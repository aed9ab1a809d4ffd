using System.Collections;
using System.Globalization;
using System.Text.Json;
using Melange.Host.Configs;

namespace Melange.Host.Describing;

/// <summary>Values of options as people read and write them.</summary>
internal static class OptionText
{
    /// <summary>A value as a config writes it; <c>none</c> where there is none.</summary>
    public static string Of(object? value) => value switch
    {
        null => "none",
        "" => "empty",
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum choice => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString()),
        Uri address => address.OriginalString,
        FileSystemInfo path => $"{path}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IDictionary map => map.Count == 0 ? "none" : string.Join(", ", map.Keys.Cast<string>()),
        IEnumerable list => list.Cast<object?>().ToList() is { Count: > 0 } items
            ? $"[{string.Join(", ", items.Select(Of))}]" : "none",
        _ when Everywhere(value) is { } common => Of(common),
        _ when OptionType.Of(value.GetType()).ShortForm?.GetValue(value) is { } form => Of(form),
        _ => "{}"
    };

    /// <summary>The value of a <see cref="PerSite{T}"/> at all other sites; null of anything else.</summary>
    public static object? Everywhere(object value) => OptionType.Of(value.GetType()).IsPerSite
        ? ((IEnumerable)value.GetType().GetProperty(nameof(PerSite<int>.Values))!.GetValue(value)!)
            .Cast<object?>().First()
        : null;

    /// <summary>What a config must have there, in few words: <c>whole number</c>, <c>attention part, per site</c>.
    /// </summary>
    public static string TypeOf(OptionType type)
    {
        if (type.Scalar is { } kind)
            return kind.Name;
        if (type.IsPart)
            return $"part: {DescribedPart.SlotOf(type.Contract!)}";
        var item = type.IsPerSite || type.IsList || type.IsMap ? TypeOf(OptionType.Of(type.ItemType)) : "";
        return type.IsPerSite ? $"{item}, per site" : type.IsList ? $"list of: {item}" : type.IsMap
            ? $"by name: {item}" : type.ShortForm is { } form
            ? $"{TypeOf(OptionType.Of(form.PropertyType))}, or section" : "section";
    }
}
