using Melange.Host.Pictures;
using Melange.Host.Reports.Charts;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>The values of the mel-spectrograms: what was synthesised beside the targets, by bin and by phoneme.
/// </summary>
internal static class MelsSection
{
    private const int Width = 420, Height = 250;

    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        var variants = page.Report.Variants.Select((variant, index) => new Spoken(index, variant.Name,
            [.. variant.Trials.Select(trial => trial.Result.Mels).OfType<MelValues>()]))
            .Where(variant => variant.Trials.Count > 0).ToList();
        if (variants.Count == 0)
            return Markup.Empty;
        return $"""
            <section aria-labelledby="mels"><h2 id="mels">Mel values</h2>
            <p class="lead">Log-mel values in nats over the pairs of {page.Protocols[0]}; of a variant the mean over
              seeds, of lowest and highest the extreme. Floor: at the least value that a log-mel can have, or below.
              Beyond: outside what the training has in the bin.</p>
            <div class="wide"><table><thead>{Heads("")}</thead><tbody>{Rows(
              variants, mels => mels.All)}</tbody></table></div>
            {OverviewSection.Legend(page.Report)}<div class="charts">{Bins("Mean", variants, spread => spread.Mean)}
            {Bins("Standard deviation", variants, spread => spread.Deviation)}
            {Bins("Share beyond the training", variants, spread => spread.Beyond)}</div>
            <details><summary>By phoneme</summary><div class="wide"><table><thead>{Heads("phoneme")}</thead>
            <tbody>{Phonemes(variants)}</tbody></table></div></details></section>
            """;
    }

    private static Markup Heads(string first) => $"""
        <tr>{(first.Length > 0 ? (Markup)$"<th scope=\"col\">{first}</th>" : Markup.Empty)}<th scope="col"></th><th
          scope="col" class="number">lowest</th><th scope="col" class="number">mean</th><th scope="col"
          class="number">highest</th><th scope="col" class="number">standard deviation</th><th scope="col"
          class="number">floor</th><th scope="col" class="number">beyond</th></tr>
        """;

    private static Markup Phonemes(List<Spoken> variants) => Markup.Join(variants
        .SelectMany(variant => variant.Trials).SelectMany(mels => mels.Phonemes.Keys).Distinct()
        .Select(name => Rows(variants, mels => mels.Phonemes.GetValueOrDefault(name), name)));

    private static Markup Rows(List<Spoken> variants, Func<MelValues, MelSpreads?> of, string? name = null)
    {
        var target = variants[0].Trials.Select(of).Select(spreads => spreads?.Target).OfType<MelSpread>().ToList();
        return $"""
            <tr>{Head(name)}<th scope="row">target</th>{Cells(target)}</tr>
            {variants.Select(variant => (Markup)$"""
            <tr class="{VariantClass.Of(variant.Index)}">{Head(name is null ? null : "")}<th
              scope="row"><i></i>{variant.Name}</th>{Cells(variant.Of(of))}</tr>
            """)}
            """;
    }

    private static Markup Head(string? name) => name is null ? Markup.Empty : $"<th scope=\"row\">{name}</th>";

    private static Markup Cells(List<MelSpread> spreads) => spreads.Count == 0
        ? (Markup)$"<td colspan=\"6\" class=\"quiet\">not spoken</td>"
        : $"""
          <td class="number">{Digits.Fixed(spreads.Min(one => one.Low), 2)}</td><td
            class="number">{Digits.Fixed(spreads.Average(one => one.Mean), 2)}</td><td
            class="number">{Digits.Fixed(spreads.Max(one => one.High), 2)}</td><td
            class="number">{Digits.Fixed(spreads.Average(one => one.Deviation), 2)}</td><td
            class="number">{Digits.Percent(spreads.Average(one => one.AtFloor))}</td><td
            class="number">{Digits.Percent(spreads.Average(one => one.Beyond))}</td>
          """;

    private static Markup Bins(string name, List<Spoken> variants, Func<MelSpread, double> valueOf)
    {
        var target = Along(variants[0].Trials, spreads => spreads.Target);
        var curves = variants
            .Select(variant => Line(variant.Index, Along(variant.Trials, spreads => spreads.Synthesised)))
            .Append(Line(Curve.NoVariant, target)).ToList();
        var frame = new ChartFrame($"{name} of log-mel values by bin, of the target and of each variant", Width, Height)
        {
            Across = "mel bin",
            Range = LineChart.WholeRange(curves)
        };
        return $"""
            <figure><figcaption>{name} <small>by bin; grey: target</small></figcaption>
            {LineChart.Draw(frame, curves)}</figure>
            """;

        Curve Line(int variant, List<MelSpread> bins) => new(variant,
            [.. Enumerable.Range(0, bins.Count).Select(bin => (double)bin)], [.. bins.Select(valueOf)], IsMean: true);
    }

    // A bin has the mean over seeds.
    private static List<MelSpread> Along(IReadOnlyList<MelValues> trials, Func<MelSpreads, MelSpread?> of) =>
        [.. Enumerable.Range(0, trials[0].Bins.Count)
            .Select(bin => trials.Select(mels => of(mels.Bins[bin])).OfType<MelSpread>().ToList())
            .Select(spreads => spreads[0] with
            {
                Mean = spreads.Average(one => one.Mean),
                Deviation = spreads.Average(one => one.Deviation),
                Beyond = spreads.Average(one => one.Beyond)
            })];

    private sealed record Spoken(int Index, string Name, IReadOnlyList<MelValues> Trials)
    {
        public List<MelSpread> Of(Func<MelValues, MelSpreads?> of) =>
            [.. Trials.Select(of).Select(spreads => spreads?.Synthesised).OfType<MelSpread>()];
    }
}
