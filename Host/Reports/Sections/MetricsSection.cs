using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>The table of metrics: means, intervals and paired differences.</summary>
internal static class MetricsSection
{
    private const double ForestWidth = 150, ForestHeight = 18;

    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        return $"""
            <section aria-labelledby="metrics"><h2 id="metrics">Metrics</h2>
            {page.Protocols.Select(protocol => Protocol(protocol, page))}{Method(page)}</section>
            """;
    }

    private static Markup Protocol(string protocol, ReportPage page)
    {
        var metrics = page.Comparisons.Where(metric => metric.Protocol == protocol);
        return $"""
            <h3>{protocol}</h3><p class="lead">{ProtocolText.Of(protocol)} Pairs: {page.PairsOf(protocol)}.</p>
            <div class="wide"><table class="metrics"><thead><tr><th scope="col">variant</th><th scope="col"
              class="number">mean, 95 % interval</th>
            <th scope="col" class="number">difference to {page.Report.Variants[0].Name}, 95 % interval</th><th
              scope="col" class="forest">dashed: zero, shaded: margin</th>
            <th scope="col">verdict</th></tr></thead>
            {metrics.Select(Metric)}</table></div>
            """;
    }

    private static Markup Metric(MetricComparison metric) => $"""
        <tbody><tr class="group"><th scope="rowgroup"
          colspan="5">{metric.Metric}{(metric.Legend.Unit.Length == 0 ? "" : $" ({metric.Legend.Unit})")}
        <small>{Direction(metric.Legend)} ·
          {metric.Legend.Text}</small></th></tr>
        {metric.Variants.Select((_, index) => Row(metric, index, Reach(metric)))}{Copies(metric.Copies)}</tbody>
        """;

    private static string Direction(MetricLegend legend) => legend.IsContext
        ? "not compared" : legend.HigherIsBetter ? "↑ higher is better" : "↓ lower is better";

    private static Markup Copies(Estimate? copies) => copies is null ? Markup.Empty : $"""
        <tr class="copies"><th scope="row">copy-synthesis</th><td
          class="number"><strong>{EstimateText.Mean(copies)}</strong> <span>{EstimateText.Interval(copies)}</span></td>
        <td colspan="3" class="quiet">the target’s own mel through the vocoder: the ceiling</td></tr>
        """;

    private static Markup Row(MetricComparison metric, int index, double reach)
    {
        var variant = metric.Variants[index];
        return $"""
            <tr class="{VariantClass.Of(index)}"><th scope="row"><i></i>{variant.Variant}</th><td
              class="number"><strong>{EstimateText.Mean(variant.Mean)}</strong>
              <span>{EstimateText.Interval(variant.Mean)}</span></td>
            {Compared(variant, metric, reach)}</tr>
            """;
    }

    private static Markup Compared(VariantComparison variant, MetricComparison metric, double reach)
    {
        if (variant.Verdict == Verdict.Baseline)
            return $"<td colspan=\"3\" class=\"quiet\">baseline{(variant.IsByConstruction
                ? $", {VerdictText.ByConstruction}" : "")}</td>";
        Markup difference = variant.Verdict is Verdict.TooFewSeeds or Verdict.ByConstruction or Verdict.Context
            ? (Markup)$"<td colspan=\"2\" class=\"quiet\">{VerdictText.BySeed(variant)}</td>"
            : $"""
              <td class="number">{EstimateText.SignedMean(variant.Difference)}
                <span>{EstimateText.Interval(variant.Difference)}</span></td>
              <td class="forest">{Forest(variant, reach, metric.Legend.Margin)}</td>
              """;
        return $"""
            {difference}<td><span class="{Class(variant)}">{VerdictText.Word(variant.Verdict)}</span>
              <small>{VerdictText.Detail(variant, metric.Legend)}</small></td>
            """;
    }

    private static string Class(VariantComparison variant) => variant.Verdict switch
    {
        Verdict.Better => variant.Holds ? "better" : "better weak",
        Verdict.Worse => variant.Holds ? "worse" : "worse weak",
        Verdict.Same => "same",
        _ => "open"
    };

    /// <summary>How far from zero the differences of a metric reach.</summary>
    private static double Reach(MetricComparison metric) => metric.Variants
        .Select(variant => variant.Difference).OfType<Estimate>().Where(difference => difference.HasInterval)
        .SelectMany(difference => new[] { Math.Abs(difference.Low), Math.Abs(difference.High) })
        .DefaultIfEmpty(0).Max();

    private static Markup Forest(VariantComparison variant, double reach, double? margin)
    {
        if (variant.Difference is not { HasInterval: true } difference || reach <= 0)
            return Markup.Empty;
        var (low, mean, high) = (At(difference.Low), At(difference.Mean), At(difference.High));
        var (from, to) = (Math.Max(0, At(-margin ?? 0)), Math.Min(ForestWidth, At(margin ?? 0)));
        return $"""
            <svg viewBox="0 0 {ForestWidth} {ForestHeight}" width="{ForestWidth}" height="{ForestHeight}"
              aria-hidden="true">
            <rect class="margin" x="{from}" width="{to - from}" y="0" height="{ForestHeight}"/>
            <line class="zero" x1="{At(0)}" x2="{At(0)}" y1="0" y2="{ForestHeight}"/><line class="interval" x1="{low}"
              x2="{high}" y1="9" y2="9"/>
            <circle cx="{mean}" cy="9" r="4"/></svg>
            """;

        double At(double value) => ForestWidth / 2 + value / reach * (ForestWidth / 2 - 6);
    }

    private static Markup Method(ReportPage page) =>
        page.Seeds.Count < Estimate.FewestSeeds ? TooFewSeeds : OfIntervals(page);

    private static Markup TooFewSeeds => $"""
        <p class="note">Differences are paired: same pair, same seed. What other seeds would give is not known from
          fewer than {Estimate.FewestSeeds}: there are no intervals and no verdicts. <code>--seeds</code> adds seeds to
          what is finished.</p>
        """;

    private static Markup OfIntervals(ReportPage page) => $"""
        <p class="note">Differences are paired: same pair, same seed. Intervals take the {page.Seeds.Count} seeds and
          the {page.PairsOf(page.Protocols[0])} pairs for samples of all that might be, crossed: the variances between
          seeds and between pairs are each widened by Student’s t of its own (Henderson 1953; Banerjee 1960). “Same”:
          the difference is shown to be within the metric’s margin (two one-sided tests at 5 %, Schuirmann 1987). p is
          of no difference; Holm’s is corrected for all metrics and variants (Holm 1979), and what is at most 0.05 after
          it holds: pale otherwise. “Undecided” says how many seeds and pairs would show a difference of the margin’s
          size with 80 %, as far as the variances seen tell. The pairs share few sentences and speakers, and nothing
          here speaks of others.{OfAllPairs(page)}</p>
        """;

    private static Markup OfAllPairs(ReportPage page)
    {
        var names = page.Comparisons.Where(metric => metric.IsOfAllPairs).Select(metric => metric.Metric)
            .Distinct().ToList();
        return names.Count == 0 ? Markup.Empty : $"""
             {string.Join(" and ", names)}: one value of all pairs, measured anew for pairs drawn
              {Digits.Count(PairDraws.Count)} times, alike in all variants, of which the variance between pairs comes;
              the bias of drawing is taken out once (Davison and Hinkley 1997).
            """;
    }
}
