using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Sections;

/// <summary>The table of metrics: means, intervals and paired differences.</summary>
internal static class MetricsSection
{
    private const double ForestWidth = 150, ForestHeight = 18;

    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        var first = page.Report.Variants.Count == 0 ? "" : page.Report.Variants[0].Name;
        return $"""
            <section aria-labelledby="metrics"><h2 id="metrics">Metrics</h2>
            <div class="wide"><table class="metrics"><thead><tr><th scope="col">variant</th><th scope="col"
              class="number">mean, 95 % interval</th>
            <th scope="col" class="number">difference to {first}, 95 % interval</th><th scope="col"
              class="forest">dashed: zero</th>
            <th scope="col">verdict</th></tr></thead>
            {page.Comparisons.Select(Metric)}</table></div>{Method(page)}</section>
            """;
    }

    private static Markup Metric(MetricComparison metric) => $"""
        <tbody><tr class="group"><th scope="rowgroup"
          colspan="5">{metric.Metric}{(metric.Legend.Unit.Length == 0 ? "" : $" ({metric.Legend.Unit})")}
        <small>{(metric.Legend.HigherIsBetter ? "↑ higher is better" : "↓ lower is better")} ·
          {metric.Legend.Description}</small></th></tr>
        {metric.Variants.Select((variant, index) => Row(variant, index, Reach(metric)))}</tbody>
        """;

    private static Markup Row(VariantComparison variant, int index, double reach)
    {
        Markup comparison = variant.Verdict == Verdict.Baseline
            ? (Markup)$"<td colspan=\"3\" class=\"quiet\">baseline</td>"
            : $"""
              <td class="number">{EstimateText.SignedMean(variant.Difference)}
                <span>{EstimateText.Interval(variant.Difference)}</span></td>
              <td class="forest">{Forest(variant, reach)}</td><td>{Word(variant.Verdict)}</td>
              """;
        return $"""
            <tr class="{VariantClass.Of(index)}"><th scope="row"><i></i>{variant.Variant}</th><td
              class="number"><strong>{EstimateText.Mean(variant.Mean)}</strong>
              <span>{EstimateText.Interval(variant.Mean)}</span></td>
            {comparison}</tr>
            """;
    }

    private static Markup Word(Verdict verdict) => verdict switch
    {
        Verdict.Better => $"<span class=\"better\">better</span>",
        Verdict.Worse => $"<span class=\"worse\">worse</span>",
        Verdict.NotMeasured => $"<span class=\"open\">not measured in both</span>",
        _ => $"<span class=\"open\">no difference shown</span>"
    };

    /// <summary>How far from zero the differences of a metric reach.</summary>
    private static double Reach(MetricComparison metric) => metric.Variants
        .Select(variant => variant.Difference).OfType<Estimate>().Where(difference => difference.HasInterval)
        .SelectMany(difference => new[] { Math.Abs(difference.Low), Math.Abs(difference.High) })
        .DefaultIfEmpty(0).Max();

    private static Markup Forest(VariantComparison variant, double reach)
    {
        if (variant.Difference is not { HasInterval: true } difference || reach <= 0)
            return Markup.Empty;
        var (low, mean, high) = (At(difference.Low), At(difference.Mean), At(difference.High));
        return $"""
            <svg viewBox="0 0 {ForestWidth} {ForestHeight}" width="{ForestWidth}" height="{ForestHeight}"
              aria-hidden="true">
            <line class="zero" x1="{At(0)}" x2="{At(0)}" y1="0" y2="{ForestHeight}"/><line class="interval" x1="{low}"
              x2="{high}" y1="9" y2="9"/>
            <circle cx="{mean}" cy="9" r="4"/></svg>
            """;

        double At(double value) => ForestWidth / 2 + value / reach * (ForestWidth / 2 - 6);
    }

    private static Markup Method(ReportPage page)
    {
        var resampled = page.Seeds.Count > 1
            ? $"the {page.PairCount} pairs and the {page.Seeds.Count} seeds are drawn anew, each with replacement"
            : $"the {page.PairCount} pairs are drawn anew, with replacement";
        var reach = page.Seeds.Count > 1
            ? $"With {page.Seeds.Count} seeds, what another seed would change is known only roughly."
            : "With one seed, the intervals say nothing about training the variants again with another seed.";
        return $"""
            <p class="note">Intervals are 95 % percentile bootstrap intervals: {resampled},
              {Digits.Count(Bootstrap.Resamples)} times
            (Efron and Tibshirani 1993; crossed as in Owen 2007). Differences are paired: same pair, same seed. “No
              difference shown”
            means that the interval spans zero, not that there is no difference. {reach} The pairs share few sentences
              and speakers, and the
            intervals do not speak of others; nor are they widened for the number of metrics.{OfAllPairs(page)}</p>
            """;
    }

    private static Markup OfAllPairs(ReportPage page)
    {
        var names = page.Comparisons.Where(metric => metric.IsOfAllPairs).Select(metric => metric.Metric).ToList();
        return names.Count == 0 ? Markup.Empty : $"""
             {string.Join(" and ", names)}: one value of all pairs, measured anew for pairs drawn
              {Digits.Count(PairDraws.Count)} times, alike in all variants; the interval is the basic one (Davison and
              Hinkley 1997), which takes out the bias of drawing.
            """;
    }
}
