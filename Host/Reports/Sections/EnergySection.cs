using Melange.Host.Pictures;
using Melange.Host.Reports.Charts;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>The energy of x_t along the diffusion times, and of the sites' states at some of them.</summary>
internal static class EnergySection
{
    private const int Width = 600, Height = 250;

    private static readonly (string Quantity, string Title)[] Quantities =
    [
        (ProbeQuantity.Hidden, "ResNet"), (ProbeQuantity.AttentionOutput, "attention"),
        (ProbeQuantity.SiteOutput, "site")
    ];

    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        var variants = page.Report.Variants.Select((variant, index) => new Heard(index, variant.Name,
            [.. variant.Trials.SelectMany(trial => trial.Result.Energies)]))
            .Where(one => one.Energies.Count > 0).ToList();
        if (variants.Count == 0)
            return Markup.Empty;
        var sites = variants.SelectMany(variant => variant.Energies).Select(energy => energy.Site)
            .Where(site => site != MeanEnergy.Noisy).Distinct();
        return $"""
            <section aria-labelledby="energy"><h2 id="energy">Energy</h2>
            <p class="lead">Energy is the mean square, here over the pairs of {page.Protocols[0]} and the seeds: of x_t
              itself from noise (time 1) to mel (time 0), and of what leaves the ResNet, the attention before rezero,
              and the site after the gate.</p>
            {OverviewSection.Legend(page.Report)}{State(variants)}
            <details><summary>Along the sites</summary><div class="wide"><table><thead><tr><th scope="col">site</th><th
              scope="col">variant</th><th scope="col" class="number">time</th>{Quantities.Select(Head)}</tr></thead>
            <tbody>{sites.Select(site => Site(site, variants))}</tbody></table></div></details></section>
            """;
    }

    private static Markup Head((string Quantity, string Title) column) =>
        $"<th scope=\"col\" class=\"number\">{column.Title}</th>";

    private static Markup State(List<Heard> variants)
    {
        var curves = variants.Select(variant =>
        {
            var states = variant.Along(MeanEnergy.Noisy, MeanEnergy.State);
            return new Curve(variant.Index, [.. states.Select(state => state.Time)],
                [.. states.Select(state => state.MeanSquare)], IsMean: true);
        }).ToList();
        var frame = new ChartFrame("Energy of x_t of each variant over diffusion times", Width, Height)
        {
            Across = "diffusion time",
            Range = LineChart.WholeRange(curves)
        };
        return $"""
            <div class="charts broad"><figure><figcaption>x_t <small>at each call of the sampler</small></figcaption>
            {LineChart.Draw(frame, curves)}</figure></div>
            """;
    }

    private static Markup Site(string site, List<Heard> variants) => Markup.Join(
        from variant in variants
        let times = Quantities.SelectMany(column => variant.Along(site, column.Quantity)).Select(energy => energy.Time)
        from time in times.Distinct().OrderDescending()
        select (Markup)$"""
            <tr class="{VariantClass.Of(variant.Index)}"><th
              scope="row"><code>{site}</code></th><td>{variant.Name}</td><td
              class="number">{Digits.Fixed(time, 2)}</td>{Quantities.Select(
                column => Cell(variant, site, (column.Quantity, time)))}</tr>
            """);

    private static Markup Cell(Heard variant, string site, (string Quantity, double Time) of)
    {
        var energy = variant.Along(site, of.Quantity).FirstOrDefault(one => one.Time == of.Time)?.MeanSquare;
        return $"<td class=\"number\">{Digits.Of(energy)}</td>";
    }

    private sealed record Heard(int Index, string Name, IReadOnlyList<MeanEnergy> Energies)
    {
        /// <summary>Means over seeds, by time.</summary>
        public List<MeanEnergy> Along(string site, string quantity) =>
            [.. Energies.Where(energy => energy.Site == site && energy.Quantity == quantity)
                .GroupBy(energy => energy.Time).OrderBy(group => group.Key).Select(group => group.First() with
                {
                    MeanSquare = group.Average(energy => energy.MeanSquare)
                })];
    }
}
