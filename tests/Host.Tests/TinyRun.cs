using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Plugins;

namespace Melange.Host.Tests;

/// <summary>
/// A run small enough for a test: ten utterances of one voice and style, a model of a few thousand weights.
/// </summary>
internal sealed class TinyRun : IDisposable
{
    private readonly TestFolder folder = new();

    public TinyRun()
    {
        CopyCorpus();
        File = folder.Write("tiny.json", $$"""
            { "device": "cpu", "threads": 1,
              "corpus": { "use": "textgrid-folder", "path": "{{folder.Name}}/corpus" },
              "model": {
                "conditioning": { "speaker": { "embedding": 3, "hidden": 5 }, "melstyle": { "width": 6, "hidden": 7 } },
                "encoder": { "use": "grad-tts", "channels": 8, "filterChannels": 10,
                  "durationChannels": 6, "heads": 2, "layers": 1 },
                "estimator": {
                  "use": "unet", "dim": 8, "groups": 4, "speaker": "speaker", "rezeroStart": 1,
                  "prediction": "correction",
                  "attention": { "use": "f2f", "heads": 2, "features": 2 },
                  "gate": { "use": "phoneme-fallback" }
                }
              },
              "training": { "steps": 6, "encoderSteps": 2, "batchSize": 3,
                "segmentFrames": 24, "checkpointSteps": 2, "logSteps": 1 },
              "synthesis": { "sampler": { "use": "euler", "steps": 3 },
                "noise": { "use": "gaussian" },
                "vocoder": { "use": "griffin-lim", "iterations": 4 } },
              "metrics": { "mcd": {}, "log-f0-rmse": {}, "phoneme-hit-rate": {}, "rtf": {} },
              "evaluate": { "shown": 1 }
            }
            """);
        Experiment = folder.Write("experiment.json", """
            {
              "base": "tiny.json",
              "variants": { "f2f": {}, "f2b": { "model": { "estimator": { "attention": { "use": "f2b" } } } } },
              "seeds": [1], "workers": 2, "timingRounds": 0
            }
            """);
    }

    /// <summary>The plugins that ship.</summary>
    public static PluginCatalog Catalog { get; } = PluginCatalog.Load([TestFolder.ShippedPlugins]);

    /// <summary>The run's config.</summary>
    public string File { get; }

    /// <summary>An experiment of two variants of it.</summary>
    public string Experiment { get; }

    /// <summary>The folder it all stands in.</summary>
    public string Folder => folder.Name;

    public RunOptions Options(params string[] settings) =>
        OptionsBinder.Bind<RunOptions>(LayeredConfig.Read(File, settings), Catalog);

    /// <summary>A folder of checkpoints that says nothing of config and plugins.</summary>
    public static CheckpointFolder Checkpoints(string folder, RunOptions options, CorpusInventory inventory) =>
        new(folder, new(LayeredConfig.Parse("{}", "nowhere"), [], inventory), options.Training.Kept);

    /// <summary>The corpus of a run, its log-mels in memory, where a test may change them.</summary>
    public static PreparedCorpus Corpus(RunOptions options) =>
        PreparedCorpus.Of(RunAssembly.ReadCorpus(options), options.Features);

    /// <summary>Writes a file beside the run's.</summary>
    public string Write(string name, string text) => folder.Write(name, text);

    public void Dispose() => folder.Dispose();

    private void CopyCorpus()
    {
        const string Style = "slt_neutral_";
        var source = TestFolder.ShippedCorpus;
        var lines = System.IO.File.ReadAllLines(Path.Combine(source, "metadata.csv"));
        folder.Write("corpus/metadata.csv", string.Join('\n',
            lines.Where((line, i) => i == 0 || line.StartsWith(Style, StringComparison.Ordinal))) + "\n");
        System.IO.File.Copy(Path.Combine(source, "held-out.txt"), $"{folder.Name}/corpus/held-out.txt");
        foreach (var kind in new[] { "wav", "textgrid" })
        {
            Directory.CreateDirectory($"{folder.Name}/corpus/{kind}");
            foreach (var file in Directory.GetFiles(Path.Combine(source, kind), Style + "*"))
                System.IO.File.Copy(file, $"{folder.Name}/corpus/{kind}/{Path.GetFileName(file)}");
        }
    }
}
