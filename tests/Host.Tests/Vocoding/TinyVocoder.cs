using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Runs;
using Melange.Host.Vocoding;

namespace Melange.Host.Tests.Vocoding;

/// <summary>A vocoder's training small enough for a test, on the corpus of a tiny run.</summary>
internal sealed class TinyVocoder : IDisposable
{
    private readonly TinyRun tiny = new();

    public TinyVocoder()
    {
        tiny.Write("own.json", Own);
        File = tiny.Write("vocoder.json", $$"""
            { "device": "cpu", "threads": 1, "cache": "",
              "corpus": { "use": "textgrid-folder", "path": "{{tiny.Folder}}/corpus" },
              "vocoder": { "use": "hifi-gan", "config": "own.json" },
              "training": { "steps": 5, "melSteps": 2, "batchSize": 2, "segmentFrames": 9, "learningRate": 0.01,
                "checkpointSteps": 2, "logSteps": 1, "consoleSteps": 1,
                "validation": { "everySteps": 3, "utterances": 2, "heard": 1 } }
            }
            """);
    }

    /// <summary>The vocoder's own config.</summary>
    public const string Own = """
        { "resblock": "2", "upsample_rates": [16, 16], "upsample_kernel_sizes": [32, 16],
          "upsample_initial_channel": 8, "resblock_kernel_sizes": [3], "resblock_dilation_sizes": [[1, 3]],
          "sampling_rate": 16000, "n_fft": 1024, "win_size": 1024, "hop_size": 256, "num_mels": 80, "fmin": 0,
          "fmax": 8000, "discriminator_periods": [3], "discriminator_scales": 1, "discriminator_channels": 32 }
        """;

    /// <summary>The config.</summary>
    public string File { get; }

    /// <summary>Where it stands.</summary>
    public string Folder => tiny.Folder;

    /// <summary>The run whose corpus it is.</summary>
    public TinyRun Run => tiny;

    /// <summary>What a person was told.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The options, with settings over them.</summary>
    public VocoderRunOptions Options(params string[] settings) =>
        OptionsBinder.Bind<VocoderRunOptions>(LayeredConfig.Read(File, settings), TinyRun.Catalog);

    /// <summary>Trains, in a folder of its own.</summary>
    /// <param name="name">Name of the folder.</param>
    /// <param name="stopAfter">The step that it is stopped in; 0 for none.</param>
    /// <param name="settings"><c>--set</c>.</param>
    public VocoderFolder Train(string name, int stopAfter = 0, params string[] settings)
    {
        var folder = new VocoderFolder($"{tiny.Folder}/{name}");
        using var stop = new CancellationTokenSource();
        try
        {
            Directory.CreateDirectory(folder.Path);
            new VocoderTraining(LayeredConfig.Read(File, settings), TinyRun.Catalog, folder, LoadRule.Strict)
                .Run(Tell, stop.Token);
        }
        catch (OperationCanceledException) when (stopAfter > 0)
        {
        }
        return folder;

        void Tell(string line)
        {
            Told.Add(line);
            if (line.Contains($"step {stopAfter} of", StringComparison.Ordinal))
                stop.Cancel();
        }
    }

    /// <summary>Reads the state of a folder's last checkpoint.</summary>
    public static TrainingState StateOf(VocoderFolder folder) =>
        Checkpoint.AllOf(folder.Checkpoint)[^1].ReadManifest().Training!;

    public void Dispose() => tiny.Dispose();
}
