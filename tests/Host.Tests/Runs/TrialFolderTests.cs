using Melange.Host.Runs;

namespace Melange.Host.Tests.Runs;

public sealed class TrialFolderTests
{
    [Fact]
    public void ReadResult_OfAVersionBeforeMargins_HasNone()
    {
        using var folder = new TestFolder();
        folder.Write("result.json", """
            {
              "variant": "f2f", "seed": 2, "parameters": 5, "estimatorParameters": 3, "trainingSeconds": 1.5,
              "evaluationSeconds": 2.5, "peakMemoryMegabytes": 100,
              "metrics": { "mcd": { "description": "Distortion.", "unit": "dB", "higherIsBetter": false } },
              "losses": [], "pairs": []
            }
            """);

        var result = new TrialFolder(folder.Name).ReadResult()!;

        Assert.Equal(new MetricLegend("Distortion.", "dB", false), result.Metrics["mcd"]);
        Assert.Null(result.Metrics["mcd"].Margin);
    }

    [Fact]
    public void WriteResult_MetricWithAMargin_IsReadAgain()
    {
        using var folder = new TestFolder();
        var written = new TrialResult("f2f", 2, 5, 3, 1.5, 2.5, 100, new Dictionary<string, MetricLegend>
        {
            ["mcd"] = new("Distortion.", "dB", false) { Margin = 0.1 }
        }, [], []);

        new TrialFolder(folder.Name).WriteResult(written);

        Assert.Equal(written.Metrics, new TrialFolder(folder.Name).ReadResult()!.Metrics);
    }
}
