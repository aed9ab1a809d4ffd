using Melange.Host.Runs;
using Melange.Host.Tests.Experiments;

namespace Melange.Host.Tests.Plugins;

/// <summary>A plugin that was built when the contracts were of version 4, with a part for each slot, still runs.
/// </summary>
public sealed class VersionFourTests : IDisposable
{
    private const string Site = """
        "attention": { "use": "four", "heads": null, "features": 4 }, "gate": { "use": "four" }
        """;

    private const string NoUNet =
        "\"dim\": null, \"groups\": null, \"speaker\": null, \"rezeroStart\": null, \"prediction\": null";

    private readonly TinyRun tiny = new();
    private readonly PluginShelf shelf = new();

    public VersionFourTests() => TestFolder.Copy(
        Path.Combine(TestFolder.Repository, "tests/Fixtures/version-four"), $"{shelf.Plugins}/VersionFour");

    public void Dispose()
    {
        tiny.Dispose();
        shelf.Dispose();
    }

    [Fact]
    public void Ab_PartsOfVersionFourAloneAndAmongOthers_Complete()
    {
        var (exitCode, _, errors) = AbProgram.Run(tiny, shelf, $$"""
            {
              "sites": { "model": { "estimator": { {{Site}} } } },
              "estimator": { "model": { "estimator": { "use": "four", {{NoUNet}}, "channels": 4 } } },
              "all": {
                "model": {
                  "conditioning": { "mine": { "use": "four" } },
                  "encoder": { "use": "four", "filterChannels": null, "durationChannels": null, "heads": null,
                    "layers": null },
                  "estimator": { "use": "four", {{NoUNet}}, "channels": 4, {{Site}} } },
                "synthesis": { "sampler": { "use": "four" }, "noise": { "use": "four" },
                  "vocoder": { "use": "four", "iterations": null } },
                "metrics": { "mine": { "use": "four" } } }
            }
            """, "--set", "training.steps=3");

        Assert.Equal((0, ""), (exitCode, errors));
        var all = new TrialFolder($"{shelf.Folder}/run/all/seed-1").ReadResult()!;
        Assert.All(all.Pairs, pair => Assert.NotNull(pair.Values["mine"]));
    }

    [Fact]
    public void Build_PhonemizerAndCorpusOfVersionFour_Work()
    {
        File.WriteAllText($"{shelf.Folder}/words.txt", "toy T OY\n");
        Directory.CreateDirectory($"{shelf.Folder}/corpus");
        var parts = shelf.Load().Parts;

        var phonemizer = (IPhonemizer)Built("phonemizer", "words.txt", new PhonemizerContext(shelf.Folder));
        var corpus = (ICorpus)Built("corpus", "corpus", new CorpusContext(shelf.Folder, new()));

        Assert.Contains("OY", phonemizer.Phonemize("toy"));
        Assert.Contains("corpus", Assert.Throws<FaultException>(corpus.Read).Message);

        object Built(string slot, string path, PartContext context)
        {
            var part = parts.Single(part => part.Slot == slot);
            var options = Activator.CreateInstance(part.OptionsType)!;
            part.OptionsType.GetProperty("Path")!.SetValue(options, path);
            return part.Build(options, context, slot);
        }
    }
}
