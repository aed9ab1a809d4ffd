using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Sections;

/// <summary>What another person needs to run the experiment again.</summary>
internal static class FactsSection
{
    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        var (report, facts, format) = (page.Report, page.Report.Facts, page.Report.Format);
        var configs = report.Variants.Where(variant => variant.ResolvedConfig.Length > 0).Select(variant => (Markup)$"""
            <details><summary>Resolved config of {variant.Name}</summary><pre>{variant.ResolvedConfig}</pre></details>
            """);
        return $"""
            <section aria-labelledby="facts"><h2 id="facts">Facts</h2><dl class="facts">
            <dt>Command</dt><dd><code>{facts.CommandLine}</code></dd>
            <dt>Experiment</dt><dd><code>{report.ExperimentFile}</code></dd>
            <dt>Ended</dt><dd>{facts.Date}, after {Digits.Duration(facts.TotalSeconds)}</dd>
            <dt>Device</dt><dd>{facts.Device}, {facts.Threads} threads a trial, {facts.Precision}</dd>
            <dt>Audio</dt><dd>{Digits.Count(format.SampleRateHz)} Hz; log-mel of {format.Bins} bins from
              {Digits.Count(format.LowHz)} to {Digits.Count(format.HighHz)} Hz, a frame every {format.HopSamples}
              samples</dd>
            <dt>Seeds</dt><dd>{string.Join(", ", page.Seeds)}</dd>
            <dt>Tests</dt><dd>{Tests(page)}</dd>
            {Vocoders(page)}<dt>Plugins</dt><dd>{string.Join(" · ", facts.Plugins)}</dd></dl>{configs}</section>
            """;
    }

    // What was trained elsewhere is heard in every pair.
    private static Markup Vocoders(ReportPage page)
    {
        var origins = page.Report.Variants.SelectMany(variant => variant.Trials)
            .Select(trial => trial.Result.Vocoder).OfType<string>().Distinct().ToList();
        return origins.Count == 0 ? (Markup)$"" : (Markup)$"<dt>Vocoder</dt><dd>{string.Join(" · ", origins)}</dd>";
    }

    private static string Tests(ReportPage page)
    {
        var tested = page.Comparisons.SelectMany(metric => metric.Variants)
            .Where(variant => variant.AdjustedP is not null).ToList();
        return tested.Count == 0
            ? $"none: a test takes {Estimate.FewestSeeds} seeds and {Estimate.FewestPairs} pairs"
            : $"{tested.Count} of a difference, of which {tested.Count(variant => variant.Holds)} hold after Holm's "
                + "correction";
    }
}
