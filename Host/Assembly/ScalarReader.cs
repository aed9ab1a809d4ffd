using System.Globalization;

namespace Melange.Host.Assembly;

/// <summary>Reads single values, always in the invariant culture.</summary>
internal static class ScalarReader
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The value of a type that a text stands for; null where it stands for none.</summary>
    public static object? Read(Type type, string text)
    {
        if (type == typeof(string))
            return text;
        if (type.IsEnum)
            return Array.IndexOf(OptionType.NamesOf(type), text) is >= 0 and var index
                ? Enum.Parse(type, Enum.GetNames(type)[index])
                : null;
        if (type == typeof(bool))
            return text switch { "true" => true, "false" => false, _ => null };
        if (type == typeof(double) || type == typeof(float))
            return double.TryParse(text, NumberStyles.Float, Culture, out var number) && double.IsFinite(number)
                ? Convert.ChangeType(number, type, Culture)
                : null;
        return ReadWhole(type, text);
    }

    private static object? ReadWhole(Type type, string text)
    {
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out var number))
            return null;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 when number >= int.MinValue && number <= int.MaxValue => (int)number,
            TypeCode.Int64 when number >= long.MinValue && number <= long.MaxValue => (long)number,
            TypeCode.UInt64 when number >= ulong.MinValue && number <= ulong.MaxValue => (ulong)number,
            _ => null,
        };
    }
}
