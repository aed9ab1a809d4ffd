using System.Text.RegularExpressions;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Reports;

public sealed class ReportOfProtocolsTests
{
    [Fact]
    public void Write_TwoProtocols_HasATableAndASentenceOfEachAndTheCeiling()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 3, ["slt_happy_09"]);

        var html = experiment.Written(report with
        {
            Variants = [.. report.Variants.Select(variant => variant with
            {
                Trials = [.. variant.Trials.Select(trial => trial with { Result = WithOtherEmotion(trial.Result) })]
            })]
        });

        Assert.Contains("<h3>same-style</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<h3>other-emotion</h3><p class=\"lead\">The reference is of the target’s speaker and emotion, "
            + "but", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"lead\">Under other-emotion: linear is ", html, StringComparison.Ordinal);
        Assert.Equal(2 * 3 + 1, Regex.Count(html, "<tr class=\"copies\">")); // all but the attention's metric
        Assert.Contains("frechet: one value of all pairs", html, StringComparison.Ordinal);
        Assert.Contains("the 20 pairs for samples", html, StringComparison.Ordinal);
        Assert.Matches("copy-synthesis</th><td\\s+class=\"number\"><strong>1.50</strong>", html);
        Assert.Contains(", while the model is told <strong>sad</strong> · the", html, StringComparison.Ordinal);
        Assert.Contains("Pairs: 20.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Sections_AreInTheNavigationWhereTheyAre()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 3, ["slt_happy_09"]);

        var html = experiment.Written(report);
        var bare = experiment.Written(report with
        {
            Variants = [.. report.Variants.Select(variant => variant with { Trials = [] })]
        });

        Assert.Equal(Sections(html), Linked(html));
        Assert.Contains("relations", Linked(html));
        Assert.Equal(Sections(bare), Linked(bare));
        Assert.DoesNotContain("relations", Linked(bare));

        static IEnumerable<string> Sections(string html) => Regex.Matches(html, "<h2 id=\"(\\w+)\"")
            .Select(match => match.Groups[1].Value).Where(id => id != "differs");

        static IEnumerable<string> Linked(string html) =>
            Regex.Matches(html, "<a href=\"#(\\w+)\">").Select(match => match.Groups[1].Value);
    }

    private static TrialResult WithOtherEmotion(TrialResult trial)
    {
        var copy = trial.Metrics.Keys.Where(metric => metric != "phoneme-hit-rate")
            .ToDictionary(metric => metric, _ => (double?)1.5);
        var together = new CorpusValue(2, 20, [.. Enumerable.Repeat((double?)2, 1000)]);
        return trial with
        {
            Metrics = trial.Metrics.Append(new("frechet", new("distance of all pairs", "", false))).ToDictionary(),
            CorpusValues = new Dictionary<string, CorpusValue>
            {
                ["same-style/frechet"] = together,
                ["other-emotion/frechet"] = together
            },
            CopyCorpusValues = new Dictionary<string, CorpusValue> { ["other-emotion/frechet"] = together },
            Pairs =
            [
                .. new[] { "same-style", "other-emotion" }.SelectMany(protocol => trial.Pairs.Select(pair => pair with
                {
                    Id = protocol == "same-style" ? pair.Id : $"{protocol}/{pair.Id}",
                    IsShown = protocol == "same-style" && pair.IsShown,
                    Protocol = protocol,
                    ToldEmotion = "sad",
                    Copy = copy
                }))
            ]
        };
    }
}
