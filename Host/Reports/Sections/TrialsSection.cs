using Melange.Host.Pictures;
using Melange.Host.Reports.Evidence;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>What each variant cost, and which trials failed.</summary>
internal static class TrialsSection
{
    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page) => $"""
        <section aria-labelledby="trials"><h2 id="trials">Trials</h2>
        <p class="lead">A trial is one variant with one seed. Seconds and memory are means over the finished trials of
          a variant.</p>
        <div class="wide"><table><thead><tr><th scope="col">variant</th><th scope="col">finished seeds</th>
        <th scope="col" class="number">parameters</th><th scope="col" class="number">of the estimator</th>
        <th scope="col" class="number">multiply-adds of a score</th><th scope="col" class="number">time of a score</th>
        <th scope="col" class="number">memory to speak</th><th scope="col" class="number">time of a training step</th>
        <th scope="col" class="number">training</th><th scope="col" class="number">evaluation</th>
        <th scope="col" class="number">peak memory</th></tr></thead>
        <tbody>{page.Report.Variants.Select(Variant)}</tbody>{Failures(page.Report)}</table></div>
        {Method(page)}</section>
        """;

    private static Markup Method(ReportPage page) =>
        CostText.Method(page.Trials, page.Report.Facts.TimingRounds) is { } method
            ? $"<p class=\"note\">{method}</p>" : Markup.Empty;

    private static Markup Variant(VariantReport variant, int index)
    {
        var trials = variant.Trials.Select(trial => trial.Result).ToList();
        Markup cells = trials.Count == 0
            ? $"<td colspan=\"10\" class=\"quiet\">none finished</td>"
            : Cells(trials);
        return $"<tr class=\"{VariantClass.Of(index)}\"><th scope=\"row\"><i></i>{variant.Name}</th>{cells}</tr>";
    }

    private static Markup Cells(List<TrialResult> trials) => $"""
        <td>{string.Join(", ", trials.Select(trial => trial.Seed))}</td><td
          class="number">{Digits.Count(trials[0].Parameters)}</td>
        <td class="number">{Digits.Count(trials[0].EstimatorParameters)}</td>
        {CostText.Cells(trials).Select(cell => (Markup)$"<td class=\"number\">{cell}</td>")}
        <td class="number">{Digits.Duration(trials.Average(trial => trial.TrainingSeconds))}</td>
        <td class="number">{Digits.Duration(trials.Average(trial => trial.EvaluationSeconds))}</td>
        <td class="number">{Digits.Count(trials.Average(trial => trial.PeakMemoryMegabytes))} MB</td>
        """;

    private static Markup Failures(ExperimentReport report)
    {
        if (report.Failures.Count == 0)
            return Markup.Empty;
        var rows = report.Failures.Select(failure => (Markup)$"""
            <tr class="failed"><th scope="row">{failure.Variant}</th><td>seed {failure.Seed}</td><td
              colspan="9"><pre>{failure.LastWords}</pre></td></tr>
            """);
        return $"""
            <tbody><tr class="group"><th scope="rowgroup" colspan="11">failed
            <small>with their last words</small></th></tr>
            {rows}</tbody>
            """;
    }
}
