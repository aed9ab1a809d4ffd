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
        var comparisons = emotions.Select(emotion =>
            MetricComparison.All(Only(page.Trials, emotion))).ToList();
        var figures = OfPairs(page).Select((metric, index) =>
            Figure(metric, emotions, [.. comparisons.Select(all => all[index])]));
        return $"""
            <section aria-labelledby="emotions"><h2 id="emotions">By emotion</h2>{OverviewSection.Legend(page.Report)}
            <div class="charts broad">{figures}</div>
            <details><summary>The same as numbers</summary><div
              class="wide">{Table(page, emotions, comparisons)}</div></details></section>
            """;
    }

    private static List<VariantTrials> Only(IReadOnlyList<VariantTrials> trials, string emotion) =>
        [.. trials.Select(variant =>
            new VariantTrials(variant.Name, [.. variant.Trials.Select(trial => Only(trial, emotion))]))];

    private static TrialResult Only(TrialResult trial, string emotion) =>
        trial with
        {
            Pairs = [.. trial.Pairs.Where(pair => pair.Emotion == emotion)],
            Metrics = trial.Metrics.Where(metric => !trial.CorpusValues.ContainsKey(metric.Key)).ToDictionary(),
            CorpusValues = new Dictionary<string, CorpusValue>()
        };

    // What is of all pairs together is of no emotion.
    private static IEnumerable<MetricComparison> OfPairs(ReportPage page) =>
        page.Comparisons.Where(metric => !metric.IsOfAllPairs);

    private static Markup Figure(
        MetricComparison metric, List<string> emotions, IReadOnlyList<MetricComparison> byEmotion)
    {
        var dots = byEmotion
            .SelectMany((comparison, row) => comparison.Variants.Select((variant, index) => (row, index, variant.Mean)))
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

    private static Markup Table(
        ReportPage page, List<string> emotions, List<IReadOnlyList<MetricComparison>> byEmotion)
    {
        var rows = OfPairs(page).SelectMany((metric, at) => emotions.Select((emotion, row) => (Markup)$"""
            <tr><th scope="row">{metric.Metric}</th><td>{emotion}</td>{byEmotion[row][at].Variants.Select(Cell)}</tr>
            """));
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
