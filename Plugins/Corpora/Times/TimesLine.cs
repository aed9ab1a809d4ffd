using System.Globalization;

namespace Melange.Plugins;

/// <summary>One line of a file of times that is not empty.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Fields">What white space parts, at least one.</param>
internal sealed record TimesLine(int Number, string[] Fields)
{
    private const double Most = 1e15; // units of 100 ns: three years

    /// <summary>The lines of a text, without the empty ones.</summary>
    public static IReadOnlyList<TimesLine> Of(string text) => [.. text.Split('\n')
        .Select((line, index) => new TimesLine(
            index + 1, line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        .Where(line => line.Fields.Length > 0)];

    /// <summary>The number in a field, at least 0; null where there is none.</summary>
    public double? Value(int field) => field < Fields.Length
        && double.TryParse(Fields[field], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number < Most ? number : null;

    /// <summary>Its beginning.</summary>
    public string Start(int letters)
    {
        var text = string.Join(' ', Fields);
        return text.Length > letters ? $"{text[..letters]}..." : text;
    }
}
