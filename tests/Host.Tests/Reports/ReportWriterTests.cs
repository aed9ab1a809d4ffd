using System.Text.RegularExpressions;
using Melange.Host.Reports;
using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Reports;

public sealed class ReportWriterTests
{
    private static readonly string[] Shown = ["slt_happy_09"];

    [Fact]
    public void Write_FinishedExperiment_HoldsEveryVariantMetricAndPair()
    {
        using var experiment = new FixtureExperiment();
        var html = Written(experiment, experiment.Build(seeds: 2, Shown));

        foreach (var word in (string[])
            ["f2f", "f2b", "linear", "mcd", "log-f0-rmse", "phoneme-hit-rate", "rtf", "down.0", "up.1"])
            Assert.Contains($">{word}<", html, StringComparison.Ordinal);
        Assert.Contains("id=\"slt_happy_09\"", html, StringComparison.Ordinal);
        Assert.Equal(5 + 2, Regex.Count(html, "<audio ")); // five takes, and the other seed of f2f and of linear
        Assert.Equal(2 * 6, Regex.Count(html, "<svg class=\"map\"")); // linear has none
    }

    [Fact]
    public void Write_SeveralSeeds_SaysWhatHoldsAndWhatIsOpen()
    {
        using var experiment = new FixtureExperiment();
        var html = Written(experiment, experiment.Build(seeds: 6, []));

        Assert.Contains("f2b is worse than f2f in mcd (", html, StringComparison.Ordinal);
        Assert.Contains("Undecided: log-f0-rmse.", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"worse\">worse</span>", html, StringComparison.Ordinal);
        Assert.Contains("Intervals take the 6 seeds and", html, StringComparison.Ordinal);
        Assert.Matches("<dt>Tests</dt><dd>7 of a difference, of which [4-7] hold after Holm", html);
    }

    [Fact]
    public void Write_TwoProtocols_HasATableAndASentenceOfEachAndTheCeiling()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 3, Shown);

        var html = Written(experiment, report with
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
    public void Write_MelsAndEnergies_HaveTheirSections()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 1, []);
        var (target, spoken) = (new MelSpread(90, -11.51, 1.5, -5.25, 2, 0.125, 0),
            new MelSpread(80, -9, 0.5, -4.75, 1, 0, 0.0625));
        var mels = new MelValues(new(target, spoken), [new(target, spoken), new(target, spoken)],
            new Dictionary<string, MelSpreads> { ["ae"] = new(target, Synthesised: null) });
        MeanEnergy[] energies =
        [
            new("x_t", "state", 0.75, 30), new("x_t", "state", 0.25, 20), new("mid", "hidden", 0.25, 7.5)
        ];

        var without = Written(experiment, report);
        var html = Written(experiment, report with
        {
            Variants = [.. report.Variants.Select(variant => variant with
            {
                Trials = [.. variant.Trials.Select(trial => trial with
                {
                    Result = trial.Result with { Mels = mels, Energies = energies }
                })]
            })]
        });

        Assert.DoesNotContain("id=\"mels\"", without, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"energy\"", without, StringComparison.Ordinal);
        Assert.Matches("target</th>\\s*<td class=\"number\">−11.51</td><td\\s+class=\"number\">−5.25</td>", html);
        Assert.Matches("<i></i>f2b</th>\\s*<td class=\"number\">−9.00</td>", html);
        Assert.Contains("not spoken", html, StringComparison.Ordinal);
        Assert.Matches("<code>mid</code></th><td>linear</td><td\\s+class=\"number\">0.25</td><td "
            + "class=\"number\">7.50</td><td class=\"number\">–</td>", html);
    }

    [Fact]
    public void Write_TwoSeeds_GivesEachSeedsDifferenceInsteadOfAVerdict()
    {
        using var experiment = new FixtureExperiment();
        var html = Written(experiment, experiment.Build(seeds: 2, []));

        Assert.Contains("Nothing is shown between linear and f2f. Fewer than 3 seeds, so no verdict: mcd, log-f0-rmse "
            + "and rtf. Not measured in both: phoneme-hit-rate.", html, StringComparison.Ordinal);
        Assert.Matches("<td colspan=\"2\" class=\"quiet\">seed 1: .*, seed 2: ", html);
        Assert.Contains("there are no intervals and no verdicts.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Intervals take", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<span class=\"worse", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FinishedExperiment_AsksTheNetworkForNothing()
    {
        using var experiment = new FixtureExperiment();
        var html = Written(experiment, experiment.Build(seeds: 1, Shown));

        Assert.All(Regex.Matches(html, "(?:src|href|srcset)=\"([^\"]*)\""), match =>
            Assert.Matches("^(data:|#)", match.Groups[1].Value));
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NamesThatAreMarkup_AreShownAsText()
    {
        const string name = "<script>alert('a & b')</script>";
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 1, Shown);
        var html = Written(experiment, report with
        {
            Name = name,
            Variants = [.. report.Variants.Select(variant =>
                variant with { Name = name, Differences = [name], ResolvedConfig = name })],
            Failures = [new FailedTrial(name, 1, name)],
            PhonemeNames = [.. report.PhonemeNames.Select(_ => name)]
        });

        Assert.Equal(1, Regex.Count(html, "<script")); // our own
        Assert.Contains("&lt;script&gt;alert(&#39;a &amp; b&#39;)&lt;/script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EstimatorsOfOtherSizes_SaysThatTheyDiffer()
    {
        using var experiment = new FixtureExperiment();

        var html = Written(experiment, experiment.Build(seeds: 1, Shown));

        Assert.Contains("A design with more weights is not everything else equal: the estimator of f2f has "
            + "1\u202f204\u202f877, that of f2b 1\u202f114\u202f877, of linear 1\u202f024\u202f877.", html,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FailedTrial_IsARowWithItsLastWords()
    {
        using var experiment = new FixtureExperiment();
        var html = Written(experiment, experiment.Build(seeds: 1, Shown));

        Assert.Matches("<tr class=\"failed\"><th scope=\"row\">f2b</th><td>seed 3</td>"
            + "<td\\s+colspan=\"9\"><pre>.*loss is NaN", html);
    }

    [Fact]
    public void Write_ValidatedTrials_HasTheirCurvesBesideTheLosses()
    {
        using var experiment = new FixtureExperiment();
        var html = Written(experiment, experiment.Build(seeds: 1, Shown));

        Assert.Contains("Validation loss over training steps: f2f ends at 0.375, f2b ends at 1.3", html,
            StringComparison.Ordinal);
        Assert.All(["Diffusion loss, held out", "Prior loss, held out", "Duration loss, held out"],
            name => Assert.Contains($"{name} over training steps", html, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_TrialsWithoutValidation_HasNoSuchCurves()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 1, Shown);
        var html = Written(experiment, report with
        {
            Variants = [.. report.Variants.Select(variant => variant with
            {
                Trials = [.. variant.Trials.Select(trial =>
                    trial with { Result = trial.Result with { Validation = [] } })]
            })]
        });

        Assert.DoesNotContain("Validation", html, StringComparison.Ordinal);
        Assert.Contains("Diffusion loss over training steps", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_VariantWithoutTrials_SaysSo()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 1, Shown);
        var html = Written(experiment, report with
        {
            Variants = [report.Variants[0], report.Variants[1] with { Trials = [] }]
        });

        Assert.Contains("f2b against f2f: no trial of f2b has finished.", html, StringComparison.Ordinal);
        Assert.Contains("none finished", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NothingFinished_SaysSo()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 1, []);
        var html = Written(experiment, report with
        {
            Variants = [.. report.Variants.Select(variant => variant with { Trials = [] })]
        });

        Assert.Contains("No trial has finished: nothing to compare.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_BrokenDetails_AreToldAndTheAudioIsKept()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 1, Shown);
        File.WriteAllText(
            Path.Combine(report.Variants[0].Trials[0].Folder, "pairs", Shown[0], "details.safetensors"), "{}");

        var html = Written(experiment, report);

        Assert.Contains("shorter than the 8 bytes of a safetensors header length.", html, StringComparison.Ordinal);
        Assert.Equal(5, Regex.Count(html, "<audio "));
    }

    [Fact]
    public void Write_SameReport_GivesTheSameBytes()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 2, []);

        Assert.Equal(Written(experiment, report), Written(experiment, report));
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

    private static string Written(FixtureExperiment experiment, ExperimentReport report)
    {
        ReportWriter.Write(report, experiment.ReportPath);
        return File.ReadAllText(experiment.ReportPath);
    }
}
