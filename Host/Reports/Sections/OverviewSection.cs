using Melange.Host.Pictures;
using Melange.Host.Reports.Evidence;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Sections;

/// <summary>The head of the page: what was asked, what was found, what differs.</summary>
internal static class OverviewSection
{
    /// <summary>Writes the head.</summary>
    /// <param name="page">The experiment.</param>
    /// <param name="sections">Id and title of each section below.</param>
    public static Markup Write(ReportPage page, IEnumerable<(string Id, string Title)> sections)
    {
        var report = page.Report;
        var sentences = Finding.Sentences(page).Select(sentence =>
            (Markup)$"<p class=\"{(page.Protocols.Count > 1 ? "lead" : "finding")}\">{sentence}</p>");
        var notices = report.Facts.Notices.Select(notice => (Markup)$"<p class=\"lead\">{notice}</p>");
        return $"""
            <header class="hero">
            <p class="kicker">Melange · experiment report</p>
            <h1>{report.Name}</h1>
            {sentences}{notices}
            <p class="meta">{Extent(page)} · {report.Facts.Device}, {report.Facts.Threads} threads ·
              {Digits.Duration(report.Facts.TotalSeconds)} · {report.Facts.Date}</p>
            <nav aria-label="Sections">{sections.Select(section =>
              (Markup)$"<a href=\"#{section.Id}\">{section.Title}</a> ")}</nav>
            </header>
            <section aria-labelledby="differs"><h2 id="differs">What differs</h2>
            <p class="lead">What the configs of the variants do not share, from
              <code>{report.ExperimentFile}</code>.{Weights(page)}</p>
            <div class="variants">{report.Variants.Select((variant, index) => Variant(report, variant, index))}</div>
            </section>
            """;
    }

    /// <summary>The names of the variants beside their colours.</summary>
    public static Markup Legend(ExperimentReport report) => $"""
        <p class="legend">{report.Variants.Select(Entry)}</p>
        """;

    private static string Weights(ReportPage page) =>
        CostText.WeightNote(page.Trials) is { } note ? $" {note}" : "";

    private static Markup Entry(VariantReport variant, int index) =>
        $"""<span class="{VariantClass.Of(index)}"><i></i>{variant.Name}</span>""";

    private static string Extent(ReportPage page)
    {
        var seeds = page.Seeds.Count == 1 ? "1 seed" : $"{page.Seeds.Count} seeds";
        var pairs = page.PairCount == 1 ? "1 held-out pair" : $"{page.PairCount} held-out pairs";
        return $"{page.Report.Variants.Count} variants, {seeds}, {pairs}";
    }

    private static Markup Variant(ExperimentReport report, VariantReport variant, int index)
    {
        var items = variant.Differences.Select(difference => (Markup)$"<li><code>{difference}</code></li>");
        var differences = variant.Differences.Count == 0
            ? $"<p class=\"quiet\">{(!report.IsOfSeveral ? "as in the base" : index == 0 ? "" : "as the first")}</p>"
            : (Markup)$"<ul>{items}</ul>";
        var role = index == 0 ? " · baseline" : "";
        return $"""
            <article class="variant {VariantClass.Of(index)}"><h3>{variant.Name}{role}</h3>{differences}</article>
            """;
    }
}
