using System.Globalization;
using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Sections;

/// <summary>Which metrics go together over the pairs, as a matrix.</summary>
internal static class RelationsSection
{
    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        if (page.Protocols is not [var protocol, ..] || MetricRelations.Of(protocol, page.Trials) is not { } found)
            return Markup.Empty;
        return $"""
            <section aria-labelledby="relations"><h2 id="relations">What goes together</h2>
            <p class="lead">Spearman’s rank correlation of two metrics over the pairs of {protocol}: means over seeds,
              less the mean of each speaker; mean over variants. Strong: larger than 19 of 20
              would be of metrics that are not related. It says what comes with what, not what makes it so.</p>
            <details><summary>{found.Metrics.Count} metrics</summary><div class="wide"><table><thead><tr><th
              scope="col">metric</th>{found.Metrics.Select((_, column) => Head(column))}</tr></thead>
            <tbody>{found.Metrics.Select((_, row) => Row(found, row))}</tbody></table></div></details></section>
            """;
    }

    private static Markup Head(int column) => $"<th scope=\"col\" class=\"number\">{Number(column)}</th>";

    private static Markup Row(MetricRelations found, int row) => $"""
        <tr><th scope="row">{Number(row)} {found.Metrics[row]}</th>{found.Metrics.Select((_, column) =>
            Cell(found, row, column))}</tr>
        """;

    private static Markup Cell(MetricRelations found, int row, int column)
    {
        var relation = found.Relations[row, column];
        if (row == column || !double.IsFinite(relation.Correlation))
            return (Markup)$"<td class=\"number quiet\">{(row == column ? "" : Digits.Nothing)}</td>";
        var text = Digits.Fixed(relation.Correlation, 2);
        return relation.IsNotable
            ? (Markup)$"<td class=\"number\"><strong>{text}</strong></td>"
            : $"<td class=\"number quiet\">{text}</td>";
    }

    private static string Number(int metric) => (metric + 1).ToString(CultureInfo.InvariantCulture);
}
