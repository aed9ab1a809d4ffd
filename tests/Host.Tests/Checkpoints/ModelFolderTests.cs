using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Machine;
using Melange.Host.Runs;
using Melange.Host.TensorFiles;
using Melange.Host.Tests.Training;
using Melange.Host.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Tests.Checkpoints;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TinyRun tiny = new();

    [Theory]
    [InlineData("last", 6), InlineData("4", 4), InlineData("best", 6)]
    public void Open_Trial_HasTheWeightsOfTheCheckpointAndNeedsNoCorpus(string which, int step)
    {
        Train("training.validation={ \"everySteps\": 6 }");
        Directory.Delete($"{tiny.Folder}/corpus", recursive: true);

        using var model = ModelFolder.Open($"{tiny.Folder}/f2f", new() { Checkpoint = which }, TinyRun.Catalog);

        AssertHasWeights(model, $"{tiny.Folder}/f2f/seed-1/checkpoint/step-0000000{step}");
        Assert.Equal(step, model.Source.Manifest.Step);
        Assert.Equal(["slt"], model.Inventory.Speakers);
        Assert.False(model.Model.training);
    }

    [Fact]
    public void Open_TrialWithAverages_HasThemInThePlaceOfTheWeights()
    {
        using var scope = NewDisposeScope();
        Train("training.averageDecay=0.9");

        using var model = ModelFolder.Open($"{tiny.Folder}/f2f", new(), TinyRun.Catalog);

        const string Name = "estimator.toScore.weight";
        var checkpoint = Checkpoint.AllOf($"{tiny.Folder}/f2f/seed-1/checkpoint")[^1];
        Assert.True(model.Source.HasAverage);
        Assert.Equal(Bytes(checkpoint.Read(Checkpoint.Average)[Name]), Bytes(model.Model.state_dict()[Name]));
        Assert.NotEqual(Bytes(checkpoint.Read(Checkpoint.Weights)[Name]), Bytes(model.Model.state_dict()[Name]));
    }

    [Fact]
    public void Open_SettingsOfSynthesis_AreTaken()
    {
        Train();

        using var model = ModelFolder.Open(
            $"{tiny.Folder}/f2f", new() { Settings = ["synthesis.durationScale=2"] }, TinyRun.Catalog);

        Assert.Equal(2, model.Options.Synthesis.DurationScale);
    }

    [Fact]
    public void Open_SettingsOfWhatItComputesWith_AreTakenWhereTheMachineCan()
    {
        Train();
        ModelFolder Open(string precision) => ModelFolder.Open($"{tiny.Folder}/f2f",
            new() { Settings = [$"precision={precision}", "device=cpu", "threads=2"] }, TinyRun.Catalog);

        using var model = Open("float32");
        var refused = Record.Exception(() => Open("bfloat16").Dispose());

        Assert.Equal((ComputeDevice.Cpu, 2), (model.Options.Device, model.Options.Threads));
        Assert.Equal(ProcessorFeatures.Present.HasBfloat16, refused is null);
    }

    [Theory]
    [InlineData("7", "--checkpoint: no checkpoint is of step 7. Steps kept: 4, 6.")]
    [InlineData("best", "--checkpoint: best needs a validation loss, and none was measured. Steps kept: 4, 6.")]
    [InlineData("first", "--checkpoint: it must be last, best or a step, but was 'first'. Steps kept: 4, 6.")]
    public void Open_CheckpointThatIsNotThere_SaysWhichAre(string which, string message)
    {
        Train();

        Assert.Equal(message, Faults(new() { Checkpoint = which }));
    }

    [Fact]
    public void Open_SettingOfTheModel_IsRefused()
    {
        Train();

        Assert.Equal("--set: a trained model may only be changed in synthesis.…, precision, device and threads, "
            + "but this would change model.estimator.dim 8 → 16.",
            Faults(new() { Settings = ["model.estimator.dim=16"] }));
    }

    [Fact]
    public void Open_OtherPlugin_IsRefusedUnlessItIsAccepted()
    {
        Train();
        var file = $"{tiny.Folder}/f2f/seed-1/checkpoint/step-00000006/checkpoint.json";
        var hash = TinyRun.Catalog.Plugins.Single(plugin => plugin.Id == "Estimator").Sha256;
        File.WriteAllText(file, File.ReadAllText(file).Replace(hash, new string('0', 64), StringComparison.Ordinal));
        using var report = new StringWriter();

        var line = $"~ plugin Estimator 0.1.0 (00000000) -> 0.1.0 ({hash[..8]})";
        Assert.Equal("f2f/seed-1/checkpoint/step-00000006: does not fit (- missing, + too many, ~ other); "
            + $"--accept-differences goes on with what fits:\n  {line}", Faults(new()));
        ModelFolder.Open($"{tiny.Folder}/f2f", new() { Rule = LoadRule.Accepting(report) }, TinyRun.Catalog).Dispose();
        Assert.Contains(line, report.ToString());
    }

    [Fact]
    public void Open_VersionOfAPluginThatIsNotInstalled_IsNamedFromTheManifest()
    {
        Train();
        foreach (var file in new[] { "config.json", "checkpoint/step-00000006/checkpoint.json" }
            .Select(name => $"{tiny.Folder}/f2f/seed-1/{name}"))
            File.WriteAllText(file, File.ReadAllText(file).Replace("\"f2f\"", "\"f2f@0.0.9\"", StringComparison.Ordinal)
                .Replace(Stamp("Attention.F2F", "0.1.0"), Stamp("Attention.F2F", "0.0.9"), StringComparison.Ordinal)
                .Replace(Stamp("Estimator", "0.1.0"), Stamp("Estimator", "0.0.8"), StringComparison.Ordinal));
        var hash = TinyRun.Catalog.Plugins.Single(plugin => plugin.Id == "Attention.F2F").Sha256[..8];

        Assert.Equal("f2f/seed-1/config.json:35: no attention is called 'f2f@0.0.9'. Known: f2b, f2f, linear, none.\n"
            + "f2f/seed-1/checkpoint/step-00000006/checkpoint.json: it was made with plugin 'Attention.F2F' "
            + $"0.0.9 ({hash}), which is not installed here; get the plugin's folder and run "
            + "`melange plugins add FOLDER`.", Faults(new()));

        static string Stamp(string id, string version) => $"\"{id}\",\n      \"version\": \"{version}\"";
    }

    [Fact]
    public void Open_Export_HasTheSameWeightsAndNothingOfThisMachine()
    {
        using var scope = NewDisposeScope();
        Train($"corpus.path={Path.GetFullPath(tiny.Folder)}/corpus");
        using var trained = ModelFolder.Open($"{tiny.Folder}/f2f", new(), TinyRun.Catalog);
        var origin = CheckpointOrigin.Of(trained.Config, TinyRun.Catalog, trained.Inventory);

        ModelWriter.Write($"{tiny.Folder}/exported", origin, trained.Model.state_dict(), step: 6);

        Assert.Equal(["model.json", "weights.safetensors"],
            Directory.GetFiles($"{tiny.Folder}/exported").Select(Path.GetFileName).Order());
        var text = File.ReadAllText($"{tiny.Folder}/exported/model.json");
        Assert.DoesNotContain(Path.GetFullPath("."), text);
        using var model = ModelFolder.Open($"{tiny.Folder}/exported", new(), TinyRun.Catalog);
        Assert.Equal(trained.Model.state_dict().Select(entry => (entry.Key, Convert.ToHexString(Bytes(entry.Value)))),
            model.Model.state_dict().Select(entry => (entry.Key, Convert.ToHexString(Bytes(entry.Value)))));
        Assert.Equal(trained.Inventory.Phonemes, model.Inventory.Phonemes);
        Assert.Equal("corpus", model.Config.Value("corpus.path"));
        Assert.False(model.Config.Has("metrics") || model.Config.Has("evaluate") || model.Config.Has("device"));
        Assert.Equal(6, model.Source.Manifest.Step);
    }

    [Fact]
    public void Open_ExportMadeWithAnotherBuildOfAPlugin_SpeaksAndSaysSo()
    {
        Train();
        using (var trained = ModelFolder.Open($"{tiny.Folder}/f2f", new(), TinyRun.Catalog))
            ModelWriter.Write($"{tiny.Folder}/exported",
                CheckpointOrigin.Of(trained.Config, TinyRun.Catalog, trained.Inventory), trained.Model.state_dict());
        var (file, told) = ($"{tiny.Folder}/exported/model.json", new List<string>());
        var (hash, other) = (TinyRun.Catalog.Plugins.Single(plugin => plugin.Id == "Estimator").Sha256,
            new string('0', 64));
        File.WriteAllText(file, File.ReadAllText(file).Replace(hash, other, StringComparison.Ordinal));

        ModelFolder.Open($"{tiny.Folder}/exported", new() { Tell = told.Add }, TinyRun.Catalog).Dispose();

        Assert.Equal([$"{tiny.Folder}/exported was trained with other builds of the same versions: Estimator."], told);
        File.WriteAllText(file, File.ReadAllText(file).Replace($"0.1.0\",\n      \"sha256\": \"{other}",
            $"0.0.8\",\n      \"sha256\": \"{other}", StringComparison.Ordinal));
        Assert.Contains("~ plugin Estimator 0.0.8 (00000000) -> 0.1.0", Assert.Throws<FaultException>(() =>
            ModelFolder.Open($"{tiny.Folder}/exported", new(), TinyRun.Catalog)).Message);
    }

    [Fact]
    public void Open_ExportWithACheckpoint_SaysThatThereIsNothingToChoose()
    {
        Train();
        using (var trained = ModelFolder.Open($"{tiny.Folder}/f2f", new(), TinyRun.Catalog))
            ModelWriter.Write($"{tiny.Folder}/exported",
                CheckpointOrigin.Of(trained.Config, TinyRun.Catalog, trained.Inventory), trained.Model.state_dict());

        var thrown = Assert.Throws<FaultException>(() =>
            ModelFolder.Open($"{tiny.Folder}/exported", new() { Checkpoint = "best" }, TinyRun.Catalog));

        Assert.Equal($"--checkpoint: {tiny.Folder}/exported is one model, not a training run: "
            + "there is nothing to choose.", thrown.Message);
    }

    [Fact]
    public void Write_FolderThatHoldsSomething_IsRefused()
    {
        var thrown = Assert.Throws<FaultException>(() => ModelWriter.CheckFolder(tiny.Folder));

        Assert.Equal($"--out: it must be a folder that is not there yet, or empty, but {tiny.Folder} is there.",
            thrown.Message);
    }

    public void Dispose() => tiny.Dispose();

    private void Train(params string[] settings)
    {
        var config = LayeredConfig.Read(tiny.File, settings);
        var folder = new TrialFolder($"{tiny.Folder}/f2f/seed-1");
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.Config, config.ToJson());
        var options = OptionsBinder.Bind<RunOptions>(config, TinyRun.Catalog);
        var corpus = TinyRun.Corpus(options);
        using var training = new TinyTraining(options, corpus);
        var checkpoints = new CheckpointFolder(folder.Checkpoint,
            CheckpointOrigin.Of(config, TinyRun.Catalog, corpus.Inventory), options.Training.Kept);
        new Trainer(training.Model, options, training.Plan, NullLogger<Trainer>.Instance)
            .Run(checkpoints, CPU, _ => { }, CancellationToken.None);
    }

    private string Faults(ModelChoice choice) => Assert.Throws<FaultException>(
        () => ModelFolder.Open($"{tiny.Folder}/f2f", choice, TinyRun.Catalog)).Message
        .Replace(tiny.Folder + "/", "", StringComparison.Ordinal);

    private static void AssertHasWeights(ModelFolder model, string checkpoint)
    {
        using var scope = NewDisposeScope();
        var expected = Safetensors.Read($"{checkpoint}/weights.safetensors");
        Assert.Equal(expected.Keys.Order(), model.Model.state_dict().Keys.Order());
        Assert.All(model.Model.state_dict(), entry => Assert.Equal(Bytes(expected[entry.Key]), Bytes(entry.Value)));
    }

    private static byte[] Bytes(Tensor tensor) => tensor.contiguous().bytes.ToArray();
}
