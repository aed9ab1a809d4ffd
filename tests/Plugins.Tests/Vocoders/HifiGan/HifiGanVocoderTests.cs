using System.Security.Cryptography;
using Melange.Host.TensorFiles;
using Melange.Testing;

namespace Melange.Plugins.Tests.Vocoders.HifiGan;

/// <summary>The suite hears a generator of the suite's format that is homogeneous above −8 nats, so that louder is
/// louder: no bias but that of its first convolution.</summary>
public sealed class HifiGanVocoderTests : VocoderConformance, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("melange-hifigan-").FullName;

    public static TheoryData<string> Official => OfficialGenerator.Names;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    protected override IVocoder Build(VocoderContext context)
    {
        File.WriteAllText(Path.Combine(folder, "config.json"), """
            {
              "resblock": "2", "upsample_rates": [7, 5, 2], "upsample_kernel_sizes": [13, 11, 4],
              "upsample_initial_channel": 16, "resblock_kernel_sizes": [3, 5],
              "resblock_dilation_sizes": [[1, 2], [2, 6]],
              "num_mels": 20, "n_fft": 300, "hop_size": 70, "win_size": 300, "sampling_rate": 8000, "fmin": 0,
              "fmax": 3500
            }
            """);
        using var scope = NewDisposeScope();
        var (sizes, mel) = HifiGanConfig.Read(File.ReadAllText(Path.Combine(folder, "config.json")));
        manual_seed(5);
        using var generator = new HifiGanGenerator(sizes, mel.Bins, isNormed: true);
        using (no_grad())
        {
            foreach (var (name, weight) in generator.named_parameters())
                if (name.EndsWith("bias", StringComparison.Ordinal))
                    weight.zero_();
            generator.state_dict()["conv_pre.weight_v"].fill_(1);
            generator.state_dict()["conv_pre.weight_g"].fill_(1);
            generator.state_dict()["conv_pre.bias"].fill_(8 * Math.Sqrt(20 * 7)); // 8 nats through weights of length 1
        }
        Safetensors.Write(Path.Combine(folder, "weights.safetensors"), generator.state_dict());
        return Opened();
    }

    [Theory, MemberData(nameof(Official))]
    public void Vocode_OfficialWeights_GivesTheOfficialAudio(string name)
    {
        using var scope = NewDisposeScope();
        var official = OfficialGenerator.Of(name);
        official.Write(folder);
        using var vocoder = Opened();

        foreach (var item in new[] { 0, 1 })
            TensorAssert.Close(official.Audio[item, 0], Vocode(vocoder, official.Mel[item]), 1e-5);
    }

    [Theory]
    [InlineData("hifigan_resblock1", 17), InlineData("hifigan_resblock1", 64)]
    [InlineData("hifigan_resblock2", 17), InlineData("hifigan_resblock2", 100)]
    public void Vocode_InPieces_IsTheWhole(string name, int pieceFrames)
    {
        using var scope = NewDisposeScope();
        var official = OfficialGenerator.Of(name);
        official.Write(folder);
        using var pieces = Opened(pieceFrames);
        using var whole = Opened(pieceFrames: 500);
        var mel = randn(80, 211, generator: new Generator(6)) - 4;

        var (expected, audio) = (Vocode(whole, mel), Vocode(pieces, mel));

        TensorAssert.Close(expected, audio, 1e-4); // asked for; other sizes are summed in another order
    }

    [Fact]
    public void Vocode_LongSpectrogram_HearsNoMoreAtOnceThanAPiece()
    {
        using var scope = NewDisposeScope();
        var official = OfficialGenerator.Of("hifigan_resblock2");
        official.Write(folder);
        using var vocoder = Opened(pieceFrames: 40);
        var heard = new List<long>();
        vocoder.Generator.register_forward_pre_hook((_, mel) =>
        {
            heard.Add(mel.shape[2]);
            return mel;
        });

        Vocode(vocoder, zeros(80, 500));

        var reach = official.Read().Sizes.ReachFrames;
        Assert.Equal(13, heard.Count); // of 40 frames each
        Assert.Equal(40 + 2 * reach, heard.Max());
        Assert.Equal((40 + reach, 20 + reach), (heard[0], heard[^1]));
    }

    [Fact]
    public void Mel_OfficialConfig_IsWhatTheOfficialCodeMakes()
    {
        using var scope = NewDisposeScope();
        OfficialGenerator.Of("hifigan_resblock1").Write(folder);
        using var vocoder = Opened();

        Assert.Empty(vocoder.Mel.Differences(new() { SampleRateHz = 22050, HopSamples = 32, HighHz = 8000 }));
        Assert.Equal((1e-5, MelScale.Slaney, FilterHeight.Area),
            (vocoder.Mel.MelFloor, vocoder.Mel.MelScale, vocoder.Mel.FilterHeight));
    }

    [Fact]
    public void Origin_OfAFolder_NamesItAndTheHashOfEachFile()
    {
        using var scope = NewDisposeScope();
        OfficialGenerator.Of("hifigan_resblock2").Write(folder);
        using var vocoder = Opened();

        var (weights, config) = (Hash("weights.safetensors"), Hash("config.json"));
        Assert.Equal($"{Path.GetFileName(folder)}, SHA-256 {weights} (weights), {config} (config)", vocoder.Origin);
    }

    [Fact]
    public void Vocode_NoFrame_SaysWhatToChange()
    {
        using var scope = NewDisposeScope();
        OfficialGenerator.Of("hifigan_resblock2").Write(folder);
        using var vocoder = Opened();

        Assert.Equal("logMel must be at least 1 frame long, but was 0.",
            Assert.Throws<ArgumentException>(() => Vocode(vocoder, zeros(80, 0))).Message);
    }

    [Fact]
    public void Construct_FolderThatIsNone_SaysWhatItMustHold()
    {
        Assert.Equal($"Path must be a folder with config.json and weights.safetensors, as melange import and melange "
            + $"vocoder write it, but was '{folder}'.", Refusal());
        Assert.Equal("Path must name a folder, but was ''.\nPieceFrames must be at least 16, but was 15.",
            Assert.Throws<OptionsException>(() => With(new() { Path = "", PieceFrames = 15 })).Message);
    }

    [Fact]
    public void Construct_WeightsOfAnotherShapeOrNone_NamesTheFirst()
    {
        using var scope = NewDisposeScope();
        var official = OfficialGenerator.Of("hifigan_resblock2");
        var weights = official.Weights();
        weights.Remove("generator.conv_post.bias");
        var file = Path.Combine(folder, "weights.safetensors");

        official.Write(folder, weights);
        Assert.Equal($"Path: {file}: conv_post.bias must be [1], but is missing.", Refusal());
        official.Config["num_mels"] = 81;
        official.Write(folder);
        Assert.Equal($"Path: {file}: conv_pre.weight must be [24, 81, 7], but is [24, 80, 7].", Refusal());
        File.WriteAllText(file, "no weights");
        Assert.Equal($"Path: {file}: its header claims 7523097587056930670 bytes, but the file has 2 after its length.",
            Refusal());
        File.WriteAllText(Path.Combine(folder, "config.json"), "{ \"resblock\": 3 }");
        Assert.StartsWith($"Path: {Path.Combine(folder, "config.json")}: resblock must be \"1\" or \"2\", but was 3.\n",
            Refusal(), StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<OptionsException>(() => Opened()).Message;

    private HifiGanVocoder Opened(int pieceFrames = 256) => With(new() { Path = folder, PieceFrames = pieceFrames });

    private static HifiGanVocoder With(GeneratorOptions options) =>
        new(options, new(new(), zeros(0)), new WeightFiles());

    private static Tensor Vocode(HifiGanVocoder vocoder, Tensor mel)
    {
        using var random = new Generator(1);
        return vocoder.Vocode(mel, random);
    }

    private string Hash(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))));
}
