using Melange.Host.Pictures;
using Melange.Host.Reports.Charts;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>The course of training: losses, and the rezero factor of each site.</summary>
internal static class TrainingSection
{
    private const int LossWidth = 420, LossHeight = 250, RezeroWidth = 300, RezeroHeight = 170;
    private const double SmallestRezero = 0.01;

    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        var trials = page.Trials.SelectMany(variant => variant.Trials).Where(trial => trial.Losses.Count > 0).ToList();
        if (trials.Count == 0)
            return Markup.Empty;
        var sites = trials.SelectMany(trial => trial.Losses).SelectMany(point => point.Rezero.Keys)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        Markup rezero = sites.Count == 0 ? Markup.Empty : $"""
            <h3>Rezero</h3><p class="lead">What each site's attention is multiplied by before it is added; one scale
              for all sites.</p>
            <div class="charts small">{sites.Select(site => Rezero(page, site, RezeroRange(trials)))}</div>
            """;
        return $"""
            <section aria-labelledby="training"><h2 id="training">Training</h2>{OverviewSection.Legend(page.Report)}
            <div class="charts">{Loss(page, "Diffusion loss", point => point.Diffusion)}
            {Loss(page, "Prior loss", point => point.Prior)}
            {Loss(page, "Duration loss", point => point.Duration)}</div>{Validation(page)}
            <p class="note">Thin: one seed; thick: mean over seeds. Losses are moving averages over
              {TrainingCurves.WindowPercent} % of the
            steps; a short spike above nearly all values is cut.</p>{rezero}</section>
            """;
    }

    private static Markup Loss(ReportPage page, string name, Func<LossPoint, double?> valueOf) =>
        Chart(page, name, TrainingCurves.Of(page.Trials, valueOf, isSmoothed: true));

    private static Markup Validation(ReportPage page)
    {
        if (!page.Trials.SelectMany(variant => variant.Trials).Any(trial => trial.Validation.Count > 0))
            return Markup.Empty;
        Markup Of(string name, Func<ValidationPoint, double> valueOf) =>
            Chart(page, name, TrainingCurves.OfValidation(page.Trials, valueOf));
        return $"""
            <h3>Validation</h3><p class="lead">The same losses on held-out utterances, with the same noise and diffusion
              times for every variant, seed and step; not smoothed.</p>
            <div class="charts">{Of("Validation loss", point => point.Loss)}
            {Of("Diffusion loss, held out", point => point.Diffusion)}
            {Of("Prior loss, held out", point => point.Prior)}
            {Of("Duration loss, held out", point => point.Duration)}</div>
            """;
    }

    private static Markup Chart(ReportPage page, string name, IReadOnlyList<Curve> curves)
    {
        var ends = page.Trials.Select((variant, index) =>
            (variant.Name, Curve: curves.LastOrDefault(curve => curve.Variant == index)))
            .Where(end => end.Curve is not null)
            .Select(end => $"{end.Name} ends at {Digits.Of(end.Curve!.Values[^1])}");
        var frame = new ChartFrame(
            $"{name} over training steps: {string.Join(", ", ends)}", LossWidth, LossHeight)
        {
            Across = "step"
        };
        return curves.Count == 0
            ? Markup.Empty
            : $"""
               <figure><figcaption>{name} <small>{string.Join(" · ", ends)}</small></figcaption>
               {LineChart.Draw(frame, curves)}</figure>
               """;
    }

    private static (double Low, double High) RezeroRange(List<TrialResult> trials)
    {
        var factors = trials.SelectMany(trial => trial.Losses).SelectMany(point => point.Rezero.Values)
            .Where(double.IsFinite).Append(0).Append(SmallestRezero).ToList();
        return (factors.Min(), factors.Max());
    }

    private static Markup Rezero(ReportPage page, string site, (double Low, double High) range)
    {
        var curves = TrainingCurves.Of(page.Trials,
            point => point.Rezero.TryGetValue(site, out var factor) ? factor : null, isSmoothed: false);
        var frame = new ChartFrame($"Rezero factor of {site} over training steps", RezeroWidth, RezeroHeight)
        {
            Across = "step",
            Range = range
        };
        return $"<figure><figcaption><code>{site}</code></figcaption>{LineChart.Draw(frame, curves)}</figure>";
    }
}
