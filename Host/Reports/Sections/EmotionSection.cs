using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Charts;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>The metrics an emotion, as dots and as a table.</summary>
internal static class EmotionSection
{
    private const int Width = 600, RowHeight = 36, FrameHeight = 60;

    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        var emotions = page.Trials.SelectMany(variant => variant.Trials).SelectMany(trial => trial.Pairs)
            .Select(pair => pair.Emotion).Distinct().ToList();
        if (emotions.Count == 0)
            return Markup.Empty;
        return $"""
            <section aria-labelledby="emotions"><h2 id="emotions">By emotion</h2>{OverviewSection.Legend(page.Report)}
            {page.Protocols.Select(protocol => Protocol(protocol, emotions, page))}</section>
            """;
    }

    private static Markup Protocol(string protocol, List<string> emotions, ReportPage page)
    {
        // What is of all pairs together is of no emotion; what is not compared has no place beside what is.
        var metrics = page.Comparisons.Where(metric => metric.Protocol == protocol && !metric.IsOfAllPairs
            && !metric.Legend.IsContext && !metric.Variants.All(variant => variant.IsByConstruction)).ToList();
        var byEmotion = emotions.Select(emotion => MetricComparison.All(Only(page.Trials, (protocol, emotion)))
            .ToDictionary(one => one.Metric)).ToList();
        var figures = metrics.Select(metric => Figure(metric, emotions,
            [.. byEmotion.Select(all => all.GetValueOrDefault(metric.Metric))]));
        return $"""
            <h3>{protocol}</h3><div class="charts broad">{figures}</div>
            <details><summary>The same as numbers</summary><div
              class="wide">{Table(page, metrics, (emotions, byEmotion))}</div></details>
            """;
    }

    private static List<VariantTrials> Only(
        IReadOnlyList<VariantTrials> trials, (string Protocol, string Emotion) wanted) =>
        [.. trials.Select(variant => new VariantTrials(variant.Name, [.. variant.Trials.Select(trial => trial with
        {
            Pairs = [.. trial.Pairs.Where(pair => (pair.Protocol, pair.Emotion) == wanted)],
            CorpusValues = new Dictionary<string, CorpusValue>()
        })]))];

    private static Markup Figure(
        MetricComparison metric, List<string> emotions, IReadOnlyList<MetricComparison?> byEmotion)
    {
        var dots = byEmotion.SelectMany((comparison, row) =>
                (comparison?.Variants ?? []).Select((variant, index) => (row, index, variant.Mean)))
            .Where(dot => dot.Mean is not null).Select(dot => new Dot(dot.row, dot.index, dot.Mean!)).ToList();
        var frame = new ChartFrame(
            $"{metric.Metric} of each variant an emotion, with 95 % intervals; the numbers are in the table below",
            Width, FrameHeight + RowHeight * emotions.Count)
        {
            Across = metric.Legend.Unit
        };
        return $"""
            <figure><figcaption>{metric.Metric}
              <small>{(metric.Legend.HigherIsBetter ? "↑ higher is better" : "↓ lower is better")}</small></figcaption>
            {DotChart.Draw(frame, emotions, dots)}</figure>
            """;
    }

    private static Markup Table(ReportPage page, List<MetricComparison> metrics,
        (List<string> Names, List<Dictionary<string, MetricComparison>> Found) emotions)
    {
        var rows = from metric in metrics
                   from emotion in emotions.Names.Zip(emotions.Found)
                   where emotion.Second.ContainsKey(metric.Metric)
                   select (Markup)$"""
            <tr><th scope="row">{metric.Metric}</th><td>{emotion.First}</td>{emotion.Second[metric.Metric].Variants
                .Select(Cell)}</tr>
            """;
        var heads = page.Report.Variants.Select(variant =>
            (Markup)$"<th scope=\"col\" class=\"number\">{variant.Name}</th>");
        return $"""
            <table><thead><tr><th scope="col">metric</th><th
              scope="col">emotion</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
            """;
    }

    private static Markup Cell(VariantComparison variant) => $"""
        <td class="number">{EstimateText.Mean(variant.Mean)}
          <span class="quiet">{EstimateText.Interval(variant.Mean)}</span></td>
        """;
}
