namespace Melange.Host.Tests.Training;

public sealed class ResumedSitesTests
{
    private const string None = """{ "use": "none" }""";

    private const string OneOfEach = """
        {
          "default": { "use": "f2f", "heads": 2, "features": 2 }, "mid": { "use": "none" },
          "up.0": { "use": "linear", "heads": 2, "features": 2 },
          "up.1": { "use": "f2b", "heads": 2, "features": 2, "dropout": 0.3 }
        }
        """;

    [Theory, InlineData(None), InlineData(OneOfEach)]
    public void Run_StoppedAndResumed_GivesTheBitsOfAnUninterruptedRun(string attention)
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            "model.estimator.attention=null", $"model.estimator.attention={attention}", "training.averageDecay=0.9");
        var corpus = TinyRun.Corpus(options);
        var whole = TinyTraining.Train(options, corpus, $"{tiny.Folder}/whole");

        foreach (var stop in new[] { 1, 3 }) // in the encoder's steps, and after them
            Assert.Throws<OperationCanceledException>(
                () => TinyTraining.Train(options, corpus, $"{tiny.Folder}/parts", stop));
        var resumed = TinyTraining.Train(options, corpus, $"{tiny.Folder}/parts");

        TinyTraining.AssertSameBits(whole, resumed);
    }
}
