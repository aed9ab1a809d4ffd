using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.TensorFiles;
using Melange.Host.Training;
using Melange.Host.Vocoding;

namespace Melange.Host.Tests.Vocoding;

public sealed class VocoderTrainingTests
{
    [Fact]
    public void Run_ToTheEnd_WritesAVocoderThatSpeaksAsItWasHeardLast()
    {
        using var scope = NewDisposeScope();
        using var vocoder = new TinyVocoder();

        var folder = vocoder.Train("run");

        using var spectrogram = new LogMelSpectrogram(new());
        var options = vocoder.Run.Options(
            $$"""synthesis.vocoder={ "use": "hifi-gan", "path": "{{folder.Vocoder}}" }""");
        var part = options.VocoderFor(spectrogram.Filters);
        var held = TinyRun.Corpus(vocoder.Run.Options()).HeldOut;
        using var random = new TorchSharp.torch.Generator(1, CPU);
        var error = held.Average(utterance => (spectrogram.Of(part.Vocode(utterance.Mel.Read(), random))
            - utterance.Mel.Read()).abs().mean().item<float>());
        Assert.Equal(error, TinyVocoder.StateOf(folder).Vocoder!.Validation[^1].Mel, 1e-3); // folded weight norm
        Assert.Equal(TinyVocoder.Own, File.ReadAllText($"{folder.Vocoder}/config.json"));
        var origin = CheckpointManifest.Read($"{folder.Vocoder}/training.json");
        Assert.Equal(5, origin.Step);
        Assert.Equal(["Corpora", "Vocoders"], origin.Plugins.Select(plugin => plugin.Id));
        Assert.Equal([1, 2, 3, 4, 5], origin.Training!.Vocoder!.Losses.Select(point => point.Step));
        Assert.Equal([3, 5], origin.Training.Vocoder.Validation.Select(point => point.Step));
    }

    [Fact]
    public void Run_ToTheEnd_LeavesWhatCanBeHeardAndCurves()
    {
        using var vocoder = new TinyVocoder();

        var folder = vocoder.Train("run");

        var heard = Directory.GetFiles($"{folder.Path}/heard", "*.wav", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath($"{folder.Path}/heard", file)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["recorded", "step-00000003", "step-00000005"], heard.Select(Path.GetDirectoryName));
        Assert.Single(heard.Select(Path.GetFileName).Distinct());
        var bytes = heard.Select(file => new FileInfo($"{folder.Path}/heard/{file}").Length).ToList();
        Assert.InRange(bytes[1] - bytes[0], -2 * 256, 0); // less than a frame shorter than the recording
        var tags = Directory.GetFiles(folder.Tensorboard).SelectMany(EventFiles.Read)
            .SelectMany(entry => entry.Event.Summary?.Value ?? []).Select(value => value.Tag).Distinct();
        Assert.Equal(
            [
                "loss/adversarial", "loss/discriminators", "loss/features", "loss/mel", "optimiser/learningRate",
                "validation/mel"
            ], tags.Order(StringComparer.Ordinal));
        Assert.Contains("; 8 utterances to learn from (0.2 minutes), 2 held out", vocoder.Told[0]);
        Assert.Matches("^[0-9:]{8} step 2 of 5: mel [0-9.]+, [0-9.e-]+ s a step$", vocoder.Told[2]);
        Assert.Matches(
            "^[0-9:]{8} step 4 of 5: mel [0-9.]+, adversarial [0-9.]+, features [0-9.]+, discriminators [0-9.]+, "
            + "[0-9.e-]+ s a step$", vocoder.Told[5]);
        Assert.Matches("^[0-9:]{8} step 3: log-mel error [0-9.]+ nat on held-out recordings", vocoder.Told[4]);
    }

    [Fact]
    public void Run_StoppedAndGoneOnWith_HasTheBitsOfOneThatWasNot()
    {
        using var vocoder = new TinyVocoder();
        var whole = vocoder.Train("whole");
        vocoder.Train("parts", stopAfter: 3);
        Assert.False(Directory.Exists(new VocoderFolder($"{vocoder.Folder}/parts").Vocoder));

        var parts = vocoder.Train("parts");

        Assert.Contains("goes on from step 3", vocoder.Told);
        foreach (var file in new[] { "weights.safetensors", "optimiser.safetensors" })
            Assert.Equal(File.ReadAllBytes($"{whole.Checkpoint}/step-00000005/{file}"),
                File.ReadAllBytes($"{parts.Checkpoint}/step-00000005/{file}"));
        Assert.Equal(TinyVocoder.StateOf(whole).Vocoder!.Losses, TinyVocoder.StateOf(parts).Vocoder!.Losses);
        Assert.Equal(TinyVocoder.StateOf(whole).Vocoder!.Validation, TinyVocoder.StateOf(parts).Vocoder!.Validation);
    }

    [Fact]
    public void Run_ShippedFile_Trains()
    {
        using var vocoder = new TinyVocoder();
        var folder = new VocoderFolder(Directory.CreateDirectory($"{vocoder.Folder}/shipped").FullName);
        var config = LayeredConfig.Read(Path.Combine(TestFolder.Repository, "experiments/vocoder.json"),
        [
            $"corpus.path={vocoder.Folder}/corpus", "cache=", "training.steps=2", "training.melSteps=1",
            "training.warmUpSteps=0", "training.validation.utterances=1"
        ]);

        var state = new VocoderTraining(config, TinyRun.Catalog, folder, LoadRule.Strict)
            .Run(_ => { }, CancellationToken.None);

        Assert.Equal(2, state.Step);
        Assert.True(File.Exists($"{folder.Vocoder}/weights.safetensors"));
    }

    [Fact]
    public void Run_FinishedAndForMoreSteps_GoesOn()
    {
        using var vocoder = new TinyVocoder();
        vocoder.Train("run");

        var folder = vocoder.Train("run", settings: "training.steps=7");

        Assert.Equal(7, CheckpointManifest.Read($"{folder.Vocoder}/training.json").Step);
    }

    [Fact]
    public void Run_FolderOfOtherOptions_IsRefused()
    {
        using var vocoder = new TinyVocoder();
        var folder = vocoder.Train("run");
        var before = File.ReadAllText(folder.Config);

        var fault = Assert.Throws<FaultException>(() => vocoder.Train("run", settings: "training.melWeight=40"));

        Assert.Contains("~ config training.melWeight (unset) → 40", fault.Message);
        Assert.Equal(before, File.ReadAllText(folder.Config));
    }

    [Fact]
    public void Run_StartFrom_BeginsWithTheWeightsOfTheOther()
    {
        using var scope = NewDisposeScope();
        using var vocoder = new TinyVocoder();
        var first = vocoder.Train("first");

        var second = vocoder.Train("second", settings:
            [$"vocoder.startFrom={Path.GetFullPath(first.Path)}", "training.steps=1", "training.melSteps=0",
                "training.learningRate=1e-9"]);

        var (before, after) = (Safetensors.Read($"{first.Checkpoint}/step-00000005/weights.safetensors"),
            Safetensors.Read($"{second.Checkpoint}/step-00000001/weights.safetensors"));
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before.Where(entry => !entry.Key.EndsWith("_u", StringComparison.Ordinal)
                && !entry.Key.EndsWith("msd.0.conv_post.weight_v", StringComparison.Ordinal)
                && !entry.Key.Contains("msd.0.convs", StringComparison.Ordinal)),
            entry => Assert.True(entry.Value.allclose(after[entry.Key], 1e-5, 1e-6), entry.Key));
    }

    [Theory]
    [InlineData("vocoder.use=hifigan",
        "no vocoder to train is called 'hifigan'. Did you mean 'hifi-gan'? Known: hifi-gan, vocos.")]
    [InlineData("features.melFloor=0.001", "own.json is of other log-mels than those of features: "
        + "melFloor 1E-05, not 0.001. Let both say the same.")]
    [InlineData("vocoder.startFrom=nowhere",
        "it must be a folder that melange vocoder has trained in, but ", "nowhere has no checkpoint.")]
    [InlineData("vocoder.config=nothing.json", "it cannot be read: Could not find file ", "nothing.json'.")]
    [InlineData("training.melSteps=9", "training.melSteps must be at least 0 and at most steps = 5, but was 9.")]
    public void Run_BadInput_IsNamedBeforeAnyWork(string setting, params string[] message)
    {
        using var vocoder = new TinyVocoder();

        var fault = Assert.Throws<FaultException>(() => vocoder.Train("run", settings: setting));

        Assert.All(message, part => Assert.Contains(part, fault.Message));
        Assert.Empty(vocoder.Told);
        Assert.Empty(Directory.GetFileSystemEntries($"{vocoder.Folder}/run"));
    }

    [Fact]
    public void Run_OwnConfigWithoutFields_NamesThemInItsFile()
    {
        using var vocoder = new TinyVocoder();
        vocoder.Run.Write("own.json", """{ "resblock": "2" }""");

        var fault = Assert.Throws<FaultException>(() => vocoder.Train("run"));

        Assert.Contains("own.json: upsample_rates is missing; expected a list of whole numbers.", fault.Message);
    }

    [Fact]
    public void Run_NothingHeldOut_SaysWhatIsMissing()
    {
        using var vocoder = new TinyVocoder();
        vocoder.Run.Write("corpus/held-out.txt", "");

        var fault = Assert.Throws<FaultException>(() => vocoder.Train("run"));

        Assert.EndsWith("it must have utterances to learn from and held-out ones to listen to, but has 10 and 0.",
            fault.Message);
    }
}
