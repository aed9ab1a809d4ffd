using System.Globalization;
using System.Numerics;

namespace Melange.Host.Configs;

/// <summary>A type of single values: what a config writes for one, and how it is read.</summary>
/// <param name="Expected">What a config must have there, for messages: <c>a whole number</c>.</param>
/// <param name="Name">The same in few words: <c>whole number</c>.</param>
/// <param name="JsonType">The type of a JSON schema.</param>
/// <param name="Read">The value of a text, relative to the folder of the config; null where the text is none.</param>
internal sealed record ScalarKind(
    string Expected, string Name, string JsonType, Func<string, string, object?> Read)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, ScalarKind> Kinds = new()
    {
        [typeof(string)] = new("a text", "text", "string", (text, _) => text),
        [typeof(bool)] = new("true or false", "true | false", "boolean",
            (text, _) => text switch { "true" => true, "false" => false, _ => null }),
        [typeof(byte)] = Whole<byte>(),
        [typeof(sbyte)] = Whole<sbyte>(),
        [typeof(short)] = Whole<short>(),
        [typeof(ushort)] = Whole<ushort>(),
        [typeof(int)] = Whole<int>(),
        [typeof(uint)] = Whole<uint>(),
        [typeof(long)] = Whole<long>(),
        [typeof(ulong)] = Whole<ulong>(),
        [typeof(float)] = Number<float>(float.IsFinite),
        [typeof(double)] = Number<double>(double.IsFinite),
        [typeof(decimal)] = Number<decimal>(_ => true),
        [typeof(TimeSpan)] = new(
            "a duration: hours:minutes:seconds, with days before a dot", "duration h:mm:ss", "string",
            (text, _) => ReadDuration(text)),
        [typeof(Uri)] = new("an address with its scheme: https://...", "address", "string",
            (text, _) => ReadAddress(text)),
        [typeof(FileInfo)] = new("a path of a file", "file", "string",
            (text, folder) => text.Length == 0 ? null : new FileInfo(Path.GetFullPath(text, folder))),
        [typeof(DirectoryInfo)] = new("a path of a folder", "folder", "string",
            (text, folder) => text.Length == 0 ? null : new DirectoryInfo(Path.GetFullPath(text, folder)))
    };

    /// <summary>What is said where a whole number does not fit; null of other types.</summary>
    public string? Limits { get; private init; }

    /// <summary>The kind of a type; null where its values are no single ones.</summary>
    public static ScalarKind? Of(Type type) => type.IsEnum ? Choice(type) : Kinds.GetValueOrDefault(type);

    /// <summary>What a type asks for; of a whole number that does not fit, with its limits.</summary>
    public string ExpectedFor(string text) =>
        Limits is not null && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out _)
            ? $"{Expected} {Limits}" : Expected;

    private static ScalarKind Whole<T>() where T : struct, INumber<T>, IMinMaxValue<T> =>
        new("a whole number", "whole number", "integer",
            (text, _) => T.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out var number) ? number : null)
        {
            Limits = string.Create(Culture, $"from {T.MinValue} to {T.MaxValue}")
        };

    private static ScalarKind Number<T>(Func<T, bool> isFinite) where T : struct, INumber<T> =>
        new("a number", "number", "number", (text, _) =>
            T.TryParse(text, NumberStyles.Float, Culture, out var number) && isFinite(number) ? number : null);

    // "5:00" would be hours and minutes, and "5" days: who writes them means something else.
    private static TimeSpan? ReadDuration(string text) =>
        text.Count(letter => letter == ':') == 2 && TimeSpan.TryParseExact(text, "c", Culture, out var time)
            ? time : null;

    // Elsewhere than on Windows a path is an absolute URI as well, of a scheme that nobody wrote.
    private static Uri? ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            && text.StartsWith($"{address.Scheme}:", StringComparison.OrdinalIgnoreCase)
            ? address : null;

    private static ScalarKind Choice(Type type)
    {
        var names = OptionType.NamesOf(type);
        return new($"one of {string.Join(", ", names)}", string.Join(" | ", names), "string", (text, _) =>
            Array.IndexOf(names, text) is >= 0 and var index ? Enum.Parse(type, Enum.GetNames(type)[index]) : null);
    }
}
