using System.Globalization;
using System.Numerics;

namespace Melange.Host.Configs;

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

    /// <summary>What a type asks for; of a whole number that does not fit, with its limits.</summary>
    public static string Range(OptionType wanted, string text) => (Whole(text), Type.GetTypeCode(wanted.Type)) switch
    {
        (not null, TypeCode.Int32) => $"{wanted.Expected} from {int.MinValue} to {int.MaxValue}",
        (not null, TypeCode.Int64) => $"{wanted.Expected} from {long.MinValue} to {long.MaxValue}",
        _ => wanted.Expected,
    };

    private static object? ReadWhole(Type type, string text) => (Whole(text), Type.GetTypeCode(type)) switch
    {
        ({ } number, TypeCode.Int32) when number >= int.MinValue && number <= int.MaxValue => (int)number,
        ({ } number, TypeCode.Int64) when number >= long.MinValue && number <= long.MaxValue => (long)number,
        _ => null,
    };

    private static BigInteger? Whole(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out var number) ? number : null;
}
