using System.Net;
using Melange.Host.Runs;
using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Experiments;

/// <summary>Metrics of several values and of all pairs together, from config to report.</summary>
public sealed class ManyMetricsTests : IDisposable
{
    private readonly TinyRun tiny = new();
    private readonly PluginShelf shelf = new();

    public void Dispose()
    {
        tiny.Dispose();
        shelf.Dispose();
    }

    [Fact]
    public void Ab_SeveralValuesAndAllPairs_AreInResultTableAndReport()
    {
        shelf.Add("Lengths");

        var (exitCode, output, errors) = AbProgram.Run(tiny, shelf, """
            { "first": {}, "second": { "training": { "learningRate": 0.01 } } }
            """, "--seeds", "1,2,3", "--set", "training.steps=3", "--set", "metrics.lengths={}",
            "--set", "metrics.frechet.lastCoefficient=3");

        Assert.Equal((0, ""), (exitCode, errors));
        var result = new TrialFolder($"{shelf.Folder}/run/first/seed-1").ReadResult()!;
        Assert.Equal(["lengths.reference", "lengths.synthesised", "lengths.style", "frechet"],
            result.Metrics.Keys.Skip(4));
        Assert.Equal([null, 0.25, null, 0.0265], result.Metrics.Values.Skip(4).Select(metric => metric.Margin));
        Assert.All(result.Pairs, pair =>
        {
            Assert.DoesNotContain("frechet", pair.Values.Keys);
            Assert.Equal(1, pair.Values["lengths.reference"]!.Value, tolerance: 0.02);  // a frame of some 100
            Assert.Equal(0, pair.Values["lengths.synthesised"]!.Value, tolerance: 1e-9);
            Assert.Equal(1, pair.Values["lengths.style"]);
        });
        var together = result.CorpusValues["same-style/frechet"];
        Assert.Equal((result.Pairs.Count, 1000), (together.Pairs, together.Resampled.Count));
        Assert.True(together.Value > 0);
        Assert.Equal(0, result.CopyCorpusValues["same-style/frechet"].Value!.Value, tolerance: 1e-6);
        Assert.Contains("lengths.style", output);
        Assert.Contains("frechet", output);
        var report = WebUtility.HtmlDecode(File.ReadAllText($"{shelf.Folder}/run/report.html"));
        Assert.Contains("Fréchet distance, squared as in FID", report);
        Assert.Contains("lengths.style", report);
        Assert.Contains("frechet: one value of all pairs, measured anew for pairs drawn", report);
    }
}
