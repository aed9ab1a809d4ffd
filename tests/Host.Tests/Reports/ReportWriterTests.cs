using System.Text.RegularExpressions;
using Melange.Host.Reports.Evidence;

namespace Melange.Host.Tests.Reports;

public sealed class ReportWriterTests
{
    private static readonly string[] Shown = ["slt_happy_09"];

    [Fact]
    public void Write_FinishedExperiment_HoldsEveryVariantMetricAndPair()
    {
        using var experiment = new FixtureExperiment();
        var html = experiment.Written(experiment.Build(seeds: 2, Shown));

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
        var html = experiment.Written(experiment.Build(seeds: 6, []));

        Assert.Contains("f2b is worse than f2f in mcd (", html, StringComparison.Ordinal);
        Assert.Contains("Undecided: log-f0-rmse.", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"worse\">worse</span>", html, StringComparison.Ordinal);
        Assert.Contains("Intervals take the 6 seeds and", html, StringComparison.Ordinal);
        Assert.Matches("<dt>Tests</dt><dd>7 of a difference, of which [4-7] hold after Holm", html);
    }

    [Fact]
    public void Write_TwoSeeds_GivesEachSeedsDifferenceInsteadOfAVerdict()
    {
        using var experiment = new FixtureExperiment();
        var html = experiment.Written(experiment.Build(seeds: 2, []));

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
        var html = experiment.Written(experiment.Build(seeds: 1, Shown));

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
        var html = experiment.Written(report with
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

        var html = experiment.Written(experiment.Build(seeds: 1, Shown));

        Assert.Contains("A design with more weights is not everything else equal: the estimator of f2f has "
            + "1\u202f204\u202f877, that of f2b 1\u202f114\u202f877, of linear 1\u202f024\u202f877.", html,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FailedTrial_IsARowWithItsLastWords()
    {
        using var experiment = new FixtureExperiment();
        var html = experiment.Written(experiment.Build(seeds: 1, Shown));

        Assert.Matches("<tr class=\"failed\"><th scope=\"row\">f2b</th><td>seed 3</td>"
            + "<td\\s+colspan=\"9\"><pre>.*loss is NaN", html);
    }

    [Fact]
    public void Write_ValidatedTrials_HasTheirCurvesBesideTheLosses()
    {
        using var experiment = new FixtureExperiment();
        var html = experiment.Written(experiment.Build(seeds: 1, Shown));

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
        var html = experiment.Written(report with
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
        var html = experiment.Written(report with
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
        var html = experiment.Written(report with
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

        var html = experiment.Written(report);

        Assert.Contains("shorter than the 8 bytes of a safetensors header length.", html, StringComparison.Ordinal);
        Assert.Equal(5, Regex.Count(html, "<audio "));
    }

    [Fact]
    public void Write_SameReport_GivesTheSameBytes()
    {
        using var experiment = new FixtureExperiment();
        var report = experiment.Build(seeds: 2, []);

        Assert.Equal(experiment.Written(report), experiment.Written(report));
    }
}
