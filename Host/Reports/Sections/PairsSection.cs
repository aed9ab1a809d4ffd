using Melange.Host.Pictures;
using Melange.Host.Reports.Figures;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>The pairs to listen to and to look at: players, spectrograms, maps and gates.</summary>
internal static class PairsSection
{
    /// <summary>Writes the section.</summary>
    public static Markup Write(ReportPage page)
    {
        var pairs = ShownPair.All(page.Report);
        if (pairs.Count == 0)
            return Markup.Empty;
        var scale = FigureScale.Of(page.Report, pairs.SelectMany(pair => pair.Takes).Select(take => take.Evidence));
        return $"""
            <section aria-labelledby="pairs"><h2 id="pairs">Listen and look</h2>
            <p class="lead">Each variant says the target's text in the style of the reference. The target itself was
              never trained on.
            <span class="script">Keys <kbd>1</kbd>, <kbd>2</kbd>, <kbd>3</kbd> … play the speech of the pair in view,
              from where the last one was;
            <kbd>0</kbd> stops. A click on a spectrogram plays from there.</span></p>
            {MelScale(scale)}{pairs.Select((pair, index) => Pair(pair, index, scale))}</section>
            """;
    }

    private static Markup MelScale(FigureScale scale) => $"""
        <p class="scale"><span>{Digits.Of(scale.Mel.Low)}</span><img src="{HeatmapPicture.Bar(scale.Mel)}"
          alt="colours from low to high">
        <span>{Digits.Of(scale.Mel.High)}</span> log-mel (natural logarithm), one scale for all spectrograms of this
          page, set by the recordings</p>
        """;

    private static Markup Pair(ShownPair pair, int index, FigureScale scale)
    {
        var (sites, result) = (pair.Sites, pair.Pair);
        var speech = pair.Takes.Select(take => take.Evidence.Synthesised).Append(pair.Reference).Append(pair.Target);
        var longest = speech.Max(one => one.LogMel?.GetLength(1) ?? 1);
        var setting = new TakeSetting(pair, $"p{index}", scale, new MelFigure(scale, longest));
        return $"""
            <article class="pair" id="{result.Id}" aria-labelledby="{setting.Prefix}-title">
            <header><h3 id="{setting.Prefix}-title">“{result.Text}”</h3>
            <p class="meta">{result.Protocol} · {result.Speaker} · <strong>{result.Emotion}</strong>{Told(result)} · the
              reference says “{result.ReferenceText}”</p></header>
            {Sites(sites, setting.Prefix)}
            <div class="takes">{TakeView.Recording(setting, "reference", "Reference", pair.Reference)}
            {TakeView.Recording(setting, "target", "Target", pair.Target)}
            {pair.Takes.Select(take => TakeView.Synthesised(setting, take))}</div></article>
            """;
    }

    private static Markup Told(PairResult pair) => (pair.ToldSpeaker ?? pair.ToldEmotion) is { } label
        ? $", while the model is told <strong>{label}</strong>" : Markup.Empty;

    private static Markup Sites(IReadOnlyList<string> sites, string prefix)
    {
        if (sites.Count < 2)
            return Markup.Empty;
        var buttons = sites.Select((site, index) => (Markup)$"""
            <label><input type="radio" name="{prefix}-site"
              class="pick-{index}"{(index == 0 ? " checked" : "")}><span>{site}</span></label>
            """);
        return $"<fieldset class=\"sites\"><legend>Attention at</legend>{buttons}</fieldset>";
    }

    /// <summary>The styles by which a radio button shows its site, without any script.</summary>
    public static Markup Styles()
    {
        const int mostSites = 32;
        var rules = Enumerable.Range(0, mostSites).Select(site =>
            (Markup)$$""".pair:has(.pick-{{site}}:checked) .site-{{site}} { display: block } """);
        return $$"""@supports selector(:has(*)) { .pair:has(.sites) .site { display: none } {{rules}} }""";
    }
}
