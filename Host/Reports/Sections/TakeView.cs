using Melange.Host.Pictures;
using Melange.Host.Reports.Evidence;
using Melange.Host.Reports.Figures;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Sections;

/// <summary>What the takes of one pair share.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Prefix">Begins every id of the pair.</param>
/// <param name="Scale">What all figures of the report share.</param>
/// <param name="Mel">Draws the spectrograms of the pair.</param>
internal sealed record TakeSetting(ShownPair Pair, string Prefix, FigureScale Scale, MelFigure Mel);

/// <summary>Writes one spoken sentence: its player and spectrogram, and for a variant its maps.</summary>
internal static class TakeView
{
    private const double MapHighShare = 0.998;

    /// <summary>Writes a recording.</summary>
    public static Markup Recording(TakeSetting setting, string role, string title, SpeechEvidence speech)
    {
        var player = $"{setting.Prefix}-{role}";
        return $"""
            <section class="take" aria-label="{title}"><h4><kbd>{(role == "reference" ? 1 : 2)}</kbd>{title}</h4>
            {Player(player, title, speech.Audio)}{Mel(setting, player, title, speech)}</section>
            """;
    }

    /// <summary>Writes what a variant made.</summary>
    public static Markup Synthesised(TakeSetting setting, ShownTake take)
    {
        var player = $"{setting.Prefix}-v{take.Variant}";
        var key = 3 + setting.Pair.Takes.ToList().IndexOf(take);
        var problems = take.Evidence.Problems.Select(problem => (Markup)$"<p class=\"problem\">{problem}</p>");
        return $"""
            <section class="take {VariantClass.Of(take.Variant)}"
              aria-label="{take.Name}"><h4><kbd>{key}</kbd><i></i>{take.Name} <small>seed
              {take.Trial.Result.Seed}</small></h4>
            {Player(player, take.Name, take.Evidence.Synthesised.Audio)}
            {Mel(setting, player, take.Name, take.Evidence.Synthesised)}
            {Values(setting, take)}{problems}{OtherSeeds(setting, take)}
            {setting.Pair.Sites.Select((site, index) => Site(setting, take, site, index))}</section>
            """;
    }

    private static Markup Player(string player, string title, string? audio) => audio is null
        ? (Markup)$"<p class=\"problem\">No audio.</p>"
        : $"<audio id=\"{player}\" controls preload=\"metadata\" aria-label=\"{title}\" src=\"{audio}\"></audio>";

    private static Markup Mel(TakeSetting setting, string player, string title, SpeechEvidence speech)
    {
        if (speech.LogMel is null)
            return Markup.Empty;
        var seconds = Digits.Of(setting.Scale.Seconds(speech.LogMel.GetLength(1)));
        var figure = setting.Mel.Draw(speech, player,
            $"Mel spectrogram of {title}, {seconds} seconds, with its phonemes");
        return $"""
            <figure class="scroll">{figure}
            <figcaption class="unseen">Spectrogram of {title}, {seconds} s</figcaption></figure>
            """;
    }

    private static Markup Values(TakeSetting setting, ShownTake take)
    {
        var trial = take.Trial.Result;
        var values = trial.Pairs.First(pair => pair.Id == setting.Pair.Pair.Id).Values;
        var items = trial.Metrics.Where(metric => values.ContainsKey(metric.Key)).Select(metric => (Markup)$"""
            <div><dt>{metric.Key}</dt>
            <dd>{Digits.Of(values.GetValueOrDefault(metric.Key))}{Units.After(metric.Value.Unit)}</dd></div>
            """);
        return $"<dl class=\"values\">{items}</dl>";
    }

    private static Markup OtherSeeds(TakeSetting setting, ShownTake take)
    {
        if (take.OtherTrials.Count == 0)
            return Markup.Empty;
        var players = take.OtherTrials.Select(trial =>
        {
            var (seed, id) = (trial.Result.Seed, $"{setting.Prefix}-v{take.Variant}-s{trial.Result.Seed}");
            var audio = PairReader.Audio(ShownPair.Folder(trial, setting.Pair.Pair.Id));
            return (Markup)$"<div><span>seed {seed}</span>{Player(id, $"{take.Name}, seed {seed}", audio)}</div>";
        });
        return $"<details class=\"seeds\"><summary>Other seeds</summary>{players}</details>";
    }

    private static Markup Site(TakeSetting setting, ShownTake take, string name, int index)
    {
        var site = take.Evidence.Sites.FirstOrDefault(one => one.Site == name);
        Markup content = site switch
        {
            { Map: not null } => Map(setting, take, site),
            { Gate: not null } => $"""
                <figure class="scroll">{GateFigure.Draw(site, $"Gate of {take.Name} at {name} along the target")}
                <figcaption>{take.Name} keeps no attention map at <code>{name}</code>.
                  {GateWords(site)}</figcaption></figure>
                """,
            _ => $"<p class=\"quiet\">{take.Name} keeps no attention map at <code>{name}</code>.</p>"
        };
        return $"<div class=\"site site-{index}\">{content}</div>";
    }

    private static Markup Map(TakeSetting setting, ShownTake take, SiteEvidence site)
    {
        var (reference, style) = (take.Evidence.Reference.Phonemes, MapStyle(setting.Pair, site.Site));
        var frames = take.Evidence.Synthesised.LogMel?.GetLength(1) ?? site.Phonemes.Count;
        var figure = new MapFigure(setting.Scale,
            new MapSetting(reference, frames, $"{setting.Prefix}-reference",
                $"{setting.Prefix}-v{take.Variant}"), style);
        var share = Digits.Percent(new AttentionReading(site.Map!, site.Phonemes, site.References).SamePhonemeShare());
        var alternative = $"Attention map of {take.Name} at {site.Site}: {share} lies on the same phoneme";
        return $"""
            <figure class="scroll">{figure.Draw(site, alternative)}
            <figcaption><p class="scale"><span>0</span><img src="{HeatmapPicture.Bar(style)}"
              alt="colours from low to high"><span>{Digits.Of(style.High)}</span> share of a target frame's
              attention</p>
            <code>{site.Site}</code>: {share} of the attention lies on the same phoneme (framed).
              {GateWords(site)} Grey rows have no attention; pale phonemes are not in the
              reference.</figcaption></figure>
            """;
    }

    private static Markup GateWords(SiteEvidence site) => site.Gate is null
        ? Markup.Empty
        : $"The gate is {Digits.Percent(site.Gate.Average())} open (dark: closed, light: open).";

    /// <summary>One colour scale for a site's maps of all variants, so that they compare.</summary>
    private static HeatmapStyle MapStyle(ShownPair pair, string site)
    {
        var weights = pair.Takes.SelectMany(take => take.Evidence.Sites)
        .Where(one => one.Site == site && one.Map is not null)
            .SelectMany(one => one.Map!.Cast<double>()).Where(weight => weight > 0).Order().ToList();
        return HeatmapStyle.Attention(weights.Count == 0 ? 1 : weights[(int)((weights.Count - 1) * MapHighShare)]);
    }
}
