using Melange.Host.Runs;

namespace Melange.Host.Tests.Reports;

public sealed class ReportOfMelsTests
{
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

        var without = experiment.Written(report);
        var html = experiment.Written(report with
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
}
