using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Experiments;
using Melange.Host.Synthesis;
using Melange.Host.TensorFiles;
using Melange.Host.Tests.Importing;

namespace Melange.Host.Tests.Assembly;

/// <summary>A vocoder is only given the log-mels that it was made for.</summary>
public sealed class VocoderFormatTests : IDisposable
{
    private const string Refusal = "vocoder 'hifi-gan' was made for other log-mels than those of features: "
        + "sampleRateHz 22050, not 16000, hopSamples 32, not 256. Take a vocoder of these features, or train a model "
        + "with features as the vocoder has them.";

    private readonly TinyRun tiny = new();

    public VocoderFormatTests()
    {
        using var scope = NewDisposeScope();
        var official = HifiGanFile.Of("hifigan_resblock1");
        tiny.Write("vocoder/config.json", official.Config.ToJsonString());
        Safetensors.Write($"{tiny.Folder}/vocoder/weights.safetensors", official.Weights());
    }

    private string Vocoder => "synthesis.vocoder={ \"use\": \"hifi-gan\", \"path\": \"" + tiny.Folder + "/vocoder\" }";

    private static string[] Features => ["features.sampleRateHz=22050", "features.hopSamples=32"];

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Synthesiser_VocoderOfOtherFeatures_SaysWhichNumbersDiffer()
    {
        using var scope = NewDisposeScope();
        var options = tiny.Options(Vocoder);
        var corpus = TinyRun.Corpus(options);
        using var model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);

        var thrown = Assert.Throws<FaultException>(() => new Synthesiser(model, options, CPU));

        Assert.Equal($"synthesis.vocoder: {Refusal}", thrown.Message);
    }

    [Fact]
    public void PartCheck_VocoderOfOtherFeatures_IsAFaultAtItsSection()
    {
        var config = LayeredConfig.Read(tiny.File, [Vocoder]);
        var options = OptionsBinder.Bind<RunOptions>(config, TinyRun.Catalog);

        var faults = new PartCheck(options, TinyRun.Corpus(options).Inventory, config).Run();

        Assert.Equal(Refusal, Assert.Single(faults).Message);
        Assert.Equal(tiny.File, faults[0].File);
    }

    [Fact]
    public void PartCheck_FloorAloneDiffers_IsRefused()
    {
        var config = LayeredConfig.Read(tiny.File, [Vocoder, .. Features, "features.melFloor=0.001"]);
        var options = OptionsBinder.Bind<RunOptions>(config, TinyRun.Catalog);

        var faults = new PartCheck(options, TinyRun.Corpus(options).Inventory, config).Run();

        Assert.Contains("features: melFloor 1E-05, not 0.001. Take", Assert.Single(faults).Message);
    }

    [Fact]
    public void Synthesiser_VocoderOfItsFeatures_SpeaksAndSaysWhichFile()
    {
        using var scope = NewDisposeScope();
        var options = tiny.Options([Vocoder, .. Features]);
        var corpus = TinyRun.Corpus(options);
        using var model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);

        using var synthesiser = new Synthesiser(model, options, CPU);
        var (audio, _) = synthesiser.Copy(zeros(80, 11), seed: 1);

        Assert.Equal([11L * 32], audio.shape);
        Assert.StartsWith("vocoder, SHA-256 ", synthesiser.VocoderOrigin, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ExportOfOtherLogMels_ShowsThemAsADiff()
    {
        using var scope = NewDisposeScope();
        var (options, config, _) = OptionsBinder.Settle<RunOptions>(
            LayeredConfig.Read(tiny.File, [Vocoder, .. Features]), TinyRun.Catalog);
        var inventory = TinyRun.Corpus(options).Inventory;
        using (var model = RunAssembly.BuildModel(options, inventory, CPU))
            ModelWriter.Write($"{tiny.Folder}/exported", CheckpointOrigin.Of(config, TinyRun.Catalog, inventory) with
            {
                Mel = options.Features with { MelFloor = 0.001 }, // as if that had been the default once
                Vocoder = "vocoder, SHA-256 0"
            }, model.state_dict());

        var thrown = Assert.Throws<FaultException>(
            () => ModelFolder.Open($"{tiny.Folder}/exported", new(), TinyRun.Catalog));

        Assert.Equal($"{tiny.Folder}/exported: does not fit (- missing, + too many, ~ other); --accept-differences "
            + "goes on with what fits:\n  ~ log-mel melFloor 0.001, not 1E-05", thrown.Message);
        var manifest = CheckpointManifest.Read($"{tiny.Folder}/exported/model.json");
        Assert.Equal((options.Features with { MelFloor = 0.001 }, "vocoder, SHA-256 0"),
            (manifest.Mel, manifest.Vocoder));
    }
}
