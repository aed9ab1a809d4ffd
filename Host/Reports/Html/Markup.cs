using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Melange.Host.Pictures;

namespace Melange.Host.Reports.Html;

/// <summary>HTML or SVG, written as an interpolated string whose holes are encoded.</summary>
/// <remarks>
/// <c>Markup row = $"&lt;td&gt;{name}&lt;/td&gt;"</c>: what is typed is markup, text in a hole is encoded, markup in a
/// hole stays as it is. A text from outside can thus not become markup by a forgotten call.
/// </remarks>
[InterpolatedStringHandler]
internal sealed class Markup
{
    private readonly StringBuilder text;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public Markup(int literalLength, int formattedCount) =>
        text = new StringBuilder(literalLength + 16 * formattedCount);

    /// <summary>No markup.</summary>
    public static Markup Empty => new(0, 0);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => text.Length == 0;

    /// <summary>Takes a text as markup, unencoded: for our own files only.</summary>
    public static Markup Trusted(string markup)
    {
        var result = Empty;
        result.text.Append(markup);
        return result;
    }

    /// <summary>Puts pieces after each other.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => $"{pieces}";

    /// <summary>Adds what is typed.</summary>
    public void AppendLiteral(string literal) => text.Append(literal);

    /// <summary>Adds a text, encoded for elements and quoted attributes.</summary>
    public void AppendFormatted(string? value) => text.Append(WebUtility.HtmlEncode(value));

    /// <summary>Adds a count.</summary>
    public void AppendFormatted(long value) => text.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>Adds a coordinate with two decimals; measured values go through <see cref="Digits"/>.</summary>
    public void AppendFormatted(double value) => text.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>Adds markup.</summary>
    public void AppendFormatted(Markup value) => text.Append(value.text);

    /// <summary>Adds pieces of markup after each other.</summary>
    public void AppendFormatted(IEnumerable<Markup> pieces)
    {
        foreach (var piece in pieces)
            text.Append(piece.text);
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
