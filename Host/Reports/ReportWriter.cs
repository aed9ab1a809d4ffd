using System.Security.Cryptography;
using System.Text;
using Melange.Host.Machine;
using Melange.Host.Reports.Evidence;
using Melange.Host.Reports.Html;
using Melange.Host.Reports.Sections;

namespace Melange.Host.Reports;

/// <summary>Writes an experiment as one HTML file that needs no network: audio, pictures, styles and script are
/// inside.</summary>
public static class ReportWriter
{
    /// <summary>Writes the report; the file appears whole or not at all.</summary>
    /// <param name="report">The experiment, finished or not; what is missing is said in its place.</param>
    /// <param name="path">Where to write.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(ExperimentReport report, string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        WholeFile.Write(path, Page(ReportPage.Of(report)).ToString());
    }

    private static Markup Page(ReportPage page)
    {
        var script = Asset("report.js");
        var sections = page.Sections().Where(section => !section.Body.IsEmpty).ToList();
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="{Policy(script)}">
            <link rel="icon" href="data:,">
            <title>{page.Report.Name} · Melange</title>
            <style>{Markup.Trusted(Asset("report.css"))}{VariantClass.Styles()}{PairsSection.Styles()}</style>
            </head>
            <body>
            <main>
            {OverviewSection.Write(page, sections.Select(section => (section.Id, section.Title)))}
            {sections.Select(section => section.Body)}
            </main>
            <script>{Markup.Trusted(script)}</script>
            </body>
            </html>
            """;
    }

    /// <summary>Nothing is loaded from outside, and no script runs but ours.</summary>
    private static string Policy(string script)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        return $"default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; "
            + $"script-src 'sha256-{hash}'";
    }

    private static string Asset(string name)
    {
        using var stream = typeof(ReportWriter).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Bug in Melange: '{name}' is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
