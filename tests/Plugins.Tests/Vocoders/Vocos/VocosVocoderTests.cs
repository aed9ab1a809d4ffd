using System.Text.Json.Nodes;
using Melange.Host.Features;
using Melange.Host.TensorFiles;
using Melange.Plugins.Tests.Vocoders.HifiGan;
using Melange.Testing;

namespace Melange.Plugins.Tests.Vocoders.Vocos;

/// <summary>The suite hears a fresh generator that begins at the log-mel, so that louder is louder.</summary>
public sealed class VocosVocoderTests : VocoderConformance, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("melange-vocos-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    protected override IVocoder Build(VocoderContext context)
    {
        Write(Fresh("""
            {
              "dim": 16, "intermediate_dim": 24, "num_layers": 2, "mel_path": true, "num_mels": 20, "n_fft": 300,
              "hop_size": 70, "win_size": 300, "sampling_rate": 8000, "fmin": 0, "fmax": 3500,
              "discriminator_channels": 32
            }
            """));
        return Opened();
    }

    [Fact]
    public void Vocode_OfficialWeights_GivesTheOfficialAudio()
    {
        using var scope = NewDisposeScope();
        var official = Official();
        using var vocoder = Opened();

        foreach (var item in new[] { 0, 1 })
            TensorAssert.Close(official["audio"][item], Vocode(vocoder, official["mel"][item]), 1e-5);
    }

    [Theory, InlineData(16), InlineData(100)]
    public void Vocode_InPieces_IsTheWhole(int pieceFrames)
    {
        using var scope = NewDisposeScope();
        Official();
        using var pieces = Opened(pieceFrames);
        using var whole = Opened(pieceFrames: 500);
        var mel = randn(10, 211, generator: new Generator(6));

        TensorAssert.Close(Vocode(whole, mel), Vocode(pieces, mel), 1e-5);
    }

    [Fact]
    public void Create_WithMelPath_BeginsAtTheShapeOfASmoothSpectrum()
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(new());
        var recorded = (0.1 * randn(16000, generator: new Generator(3))).unsqueeze(0);
        var logMel = spectrogram.OfBatch(recorded);                                 // [1, 80, T], of white noise
        using var generator = (VocosGenerator)Fresh(Default);

        var heard = spectrogram.OfBatch(generator.call(logMel)[0]);

        var difference = (heard - logMel).mean([0, 2]);                             // [80]; the phases make it softer
        Assert.InRange((difference - difference.mean()).abs().max().item<float>(), 0, 1);
    }

    [Fact]
    public void Vocode_LouderThanFullScale_IsCut()
    {
        using var scope = NewDisposeScope();
        Official();
        using var vocoder = Opened();
        var loud = vocoder.Generator.state_dict()["head.out.bias"];
        using (no_grad())
            loud.add_(200); // a magnitude that float32 has no number for

        Assert.Equal(1, Vocode(vocoder, zeros(10, 20)).abs().max().item<float>());
    }

    [Fact]
    public void Create_FilterWithoutFrequency_BeginsFinite()
    {
        using var scope = NewDisposeScope();
        using var generator = Fresh(Default.Replace("1024", "64", StringComparison.Ordinal)
            .Replace("256", "16", StringComparison.Ordinal));                       // 80 bins of 33 frequencies

        Assert.True(generator.call(zeros(1, 80, 9)).isfinite().all().item<bool>());
    }

    [Fact]
    public void Construct_WeightsThatAreNotOfTheConfig_NamesTheFirst()
    {
        using var scope = NewDisposeScope();
        var official = Official();
        var (file, config) = (Path.Combine(folder, "weights.safetensors"), Config());

        config["num_layers"] = 1;
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        Assert.Equal($"Path: {file}: backbone.convnext.1.dwconv.bias is of no generator with this config: take the "
            + "config of the weights.", Refusal());
        official["ema.backbone.norm.bias"] = zeros(12);
        Safetensors.Write(file, official);
        Assert.Equal($"Path: {file}: 'backbone.norm.bias' and 'ema.backbone.norm.bias' are both backbone.norm.bias of "
            + "a generator: keep those of one.", Refusal());

        string Refusal() => Assert.Throws<OptionsException>(() => Opened()).Message;
    }

    [Theory]
    [InlineData("dim", "0", "dim must be at least 1, but was 0.")]
    [InlineData("intermediate_dim", "null", "intermediate_dim must be a whole number, but was null.")]
    [InlineData("num_layers", "-1", "num_layers must be at least 1, but was -1.")]
    [InlineData("mel_path", "1", "mel_path must be true or false, but was 1.")]
    [InlineData("win_size", "256", "win_size must be above hop_size = 256, so that windows lie over all samples, but "
        + "was 256.")]
    [InlineData("num_mels", "0", "num_mels must be at least 1, but was 0.")]
    public void Create_BadField_SaysWhatItMustBe(string field, string value, string message)
    {
        var config = JsonNode.Parse(Default)!.AsObject();
        config[field] = JsonNode.Parse(value);

        var broken = Assert.Throws<OptionsException>(() =>
            new VocosTrainableVocoder().Create(config.ToJsonString(), MelFilterbank.Of));

        Assert.Equal([message], broken.Problems);
    }

    [Fact]
    public void Forward_Twice_LeavesNothingBehind()
    {
        using var generator = Fresh(Default);
        using (NewDisposeScope())
            generator.call(randn(1, 80, 4));
        var before = Tensor.TotalCount;

        using (NewDisposeScope())
            generator.call(randn(1, 80, 4));

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Backward_EachWeight_HasAGradient()
    {
        using var scope = NewDisposeScope();
        using var generator = Fresh(Default);

        generator.call(randn(2, 80, 9)).square().mean().backward();

        Assert.All(generator.named_parameters(),
            weight => Assert.True(weight.parameter.grad!.abs().max().item<float>() > 0, weight.name));
    }

    [Fact]
    public void Find_OfficialWeights_TakesThemAndTellsWhatTheConfigMustSay()
    {
        using var scope = NewDisposeScope();
        var shapes = Official().ToDictionary(entry => "state_dict." + entry.Key, entry => entry.Value.shape);
        var config = Config();
        var foreign = new VocosForeignVocoder();

        var found = foreign.Find(config.ToJsonString(), shapes)!;

        Assert.Equal(found.Wanted.Keys.Order(), found.Names.Values.Order());
        Assert.Equal(shapes["state_dict.head.out.weight"], found.Wanted["head.out.weight"]);
        Assert.Null(foreign.Find("{}", new Dictionary<string, long[]> { ["a.b"] = [1] }));
        (config["dim"], config["intermediate_dim"], config["num_layers"], config["n_fft"], config["num_mels"]) =
            (13, 21, 3, 50, 11);
        Assert.Equal(
            [
                "dim must be 12, as backbone.embed has it, but was 13.",
                "num_mels must be 10, as backbone.embed has it, but was 11.",
                "intermediate_dim must be 20, as pwconv1 has it, but was 21.",
                "num_layers must be 2, as backbone.convnext has it, but was 3.",
                "n_fft must be 48, as head.out has it, but was 50."
            ], Assert.Throws<OptionsException>(() => foreign.Find(config.ToJsonString(), shapes)).Problems);
    }

    [Fact]
    public void Find_WeightsOfTwoOrWithAMelPath_SaysWhatMustChange()
    {
        using var scope = NewDisposeScope();
        var shapes = Official().ToDictionary(entry => entry.Key, entry => entry.Value.shape);
        var (config, foreign) = (Config().ToJsonString(), new VocosForeignVocoder());

        shapes["head.mel.weight"] = [25, 10];
        Assert.Equal(["mel_path must be true, as head.mel is there, but was false."],
            Assert.Throws<OptionsException>(() => foreign.Find(config, shapes)).Problems);
        shapes["ema.head.out.bias"] = [50];
        Assert.Equal("'head.out.bias' and 'ema.head.out.bias' are both head.out.bias of a generator: keep those of "
            + "one.", Assert.Throws<NotSupportedException>(() => foreign.Find(config, shapes)).Message);
    }

    private const string Default = """
        {
          "dim": 16, "intermediate_dim": 24, "num_layers": 2, "mel_path": true, "num_mels": 80, "n_fft": 1024,
          "hop_size": 256, "win_size": 1024, "sampling_rate": 16000, "fmin": 0, "fmax": 8000,
          "discriminator_channels": 32
        }
        """;

    private nn.Module<Tensor, Tensor> Fresh(string config)
    {
        File.WriteAllText(Path.Combine(folder, "config.json"), config);
        manual_seed(5);
        var networks = new VocosTrainableVocoder().Create(config, MelFilterbank.Of);
        networks.Discriminators.Dispose();
        return networks.Generator;
    }

    private void Write(nn.Module generator)
    {
        using (generator)
        using (NewDisposeScope())
            Safetensors.Write(Path.Combine(folder, "weights.safetensors"), generator.state_dict());
    }

    // Writes the folder of a small generator of the official code, and gives its weights, an input and its output.
    private Dictionary<string, Tensor> Official()
    {
        var tensors = Fixture.Read("vocos");
        File.WriteAllText(Path.Combine(folder, "config.json"), Config().ToJsonString());
        Safetensors.Write(Path.Combine(folder, "weights.safetensors"), tensors);
        return tensors;
    }

    private static JsonObject Config() => JsonNode.Parse(SafetensorsHeader.Read(
        Path.Combine(AppContext.BaseDirectory, "Fixtures", "vocos.safetensors")).Metadata["config"])!.AsObject();

    private VocosVocoder Opened(int pieceFrames = 256) =>
        new(new() { Path = folder, PieceFrames = pieceFrames }, new(new(), zeros(0)), new WeightFiles());

    private static Tensor Vocode(VocosVocoder vocoder, Tensor mel)
    {
        using var random = new Generator(1);
        return vocoder.Vocode(mel, random);
    }
}
