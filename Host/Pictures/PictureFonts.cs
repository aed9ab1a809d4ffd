namespace Melange.Host.Pictures;

/// <summary>The letters of the pictures: a font of our own, since a machine may have none.</summary>
/// <remarks>DejaVu Sans 2.37; its licence lies beside it.</remarks>
internal static class PictureFonts
{
    private static readonly Lazy<string> Registered = new(Register);

    /// <summary>The name to give ScottPlot; the first call registers the files.</summary>
    public static string Name => Registered.Value;

    private static string Register()
    {
        const string name = "Melange Sans";
        var folder = Path.Combine(AppContext.BaseDirectory, "Pictures", "Fonts");
        ScottPlot.Fonts.AddFontFile(name, Path.Combine(folder, "DejaVuSans.ttf"), bold: false, italic: false);
        ScottPlot.Fonts.AddFontFile(name, Path.Combine(folder, "DejaVuSans-Bold.ttf"), bold: true, italic: false);
        return name;
    }
}
