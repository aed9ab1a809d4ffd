using Melange.Host.Pictures;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Sections;

/// <summary>The class that gives an element its variant's colour.</summary>
internal static class VariantClass
{
    /// <summary>The class of a variant.</summary>
    public static string Of(int variant) => $"v{variant % PictureTheme.Count}";

    /// <summary>The styles of all such classes, for both kinds of paper.</summary>
    public static Markup Styles() => $$"""
        {{Rules(PictureTheme.Light)}}@media (prefers-color-scheme: dark) { {{Rules(PictureTheme.Dark)}} }
        """;

    private static Markup Rules(PictureTheme theme) =>
        Markup.Join(theme.Variants.Select((colour, index) => (Markup)$$""".v{{index}} { --variant: {{colour}} } """));
}
