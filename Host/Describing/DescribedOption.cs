using System.Reflection;
using Melange.Host.Assembly;

namespace Melange.Host.Describing;

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
        var made = Activator.CreateInstance(record)!; // a required property is null or 0 then
        return [.. OptionType.OptionsOf(record).Select(option => new DescribedOption(
            option.Key, option.Value, option.Value.GetValue(made), OptionType.IsRequired(option.Value),
            XmlDocumentation.Summary(option.Value)))];
    }
}
