using System.Security.Cryptography;
using Melange.Testing;

namespace Melange.Plugins.Tests.Vocoders.Onnx;

public sealed class OnnxVocoderTests : VocoderConformance, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("melange-onnx-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Model => Path.Combine(folder, "vocoder.onnx");

    protected override IVocoder Build(VocoderContext context)
    {
        new SmallOnnx().Write(Model);
        return new OnnxVocoder(new() { Path = Model, Mel = context.Format }, context);
    }

    [Theory, InlineData(1), InlineData(37)]
    public void Vocode_AnySpectrogram_IsWhatTheFileComputes(int frames)
    {
        using var scope = NewDisposeScope();
        new SmallOnnx().Write(Model);
        using var vocoder = Opened(Format);
        var mel = Example(frames);

        var audio = Vocode(vocoder, mel);

        TensorAssert.Close(Expected(mel), audio, 1e-6);
    }

    [Fact]
    public void Vocode_MeanAndDeviation_AreTakenAwayBefore()
    {
        using var scope = NewDisposeScope();
        new SmallOnnx().Write(Model);
        using var vocoder = Opened(Format with { MelMean = -1, MelDeviation = Math.Log(10) });
        var mel = Example(5);

        TensorAssert.Close(Expected((mel + 1) / Math.Log(10)), Vocode(vocoder, mel), 1e-6);
    }

    [Fact]
    public void Origin_OfAFile_NamesItAndItsHash()
    {
        new SmallOnnx().Write(Model);
        using var vocoder = Opened(Format);

        Assert.Equal($"vocoder.onnx, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Model)))}",
            vocoder.Origin);
        Assert.Same(Format, vocoder.Mel);
    }

    [Fact]
    public void Construct_InputsOfSomethingElse_SaysWhatItMustTake()
    {
        const string Start = "Path must be of a vocoder, which takes one float tensor [1, M, T], but was of ";

        Assert.Equal($"{Start}2 inputs, the first of Float with 3 axes: '{Model}'.",
            Refusal(new() { HasSecond = true }));
        Assert.Equal($"{Start}1 inputs, the first of Int64 with 3 axes: '{Model}'.", Refusal(new() { InputType = 7 }));
        Assert.Equal($"{Start}1 inputs, the first of Float with 2 axes: '{Model}'.",
            Refusal(new() { Axes = [20, "frames"] }));
    }

    [Fact]
    public void Construct_AxesThatAreFixed_SaysWhichMustBeDynamic()
    {
        Assert.Equal("Path must be of a vocoder of any number of frames, but input 'mel' is [1, 20, 9]: export it with "
            + $"its last axis dynamic: '{Model}'.", Refusal(new() { Axes = [1, 20, 9] }));
        Assert.Equal("Path must be of a vocoder that takes one mel-spectrogram at a time, but input 'mel' is "
            + $"[4, 20, any]: export it with its first axis dynamic: '{Model}'.",
            Refusal(new() { Axes = [4, 20, "frames"] }));
    }

    [Fact]
    public void Construct_OtherBinsOrHop_SaysWhichTheFileHas()
    {
        Assert.Equal($"Mel.bins must be 21, as input 'mel' [any, 21, any] has them, but was 20: '{Model}'.",
            Refusal(new() { Bins = 21, Axes = ["batch", 21, "frames"] }));
        Assert.Equal("Path must be of a vocoder that gives 70 samples a frame (mel.hopSamples), but of 32 frames "
            + $"'{Model}' made Float [1, 1, 2304].", Refusal(new() { Hop = 72 }));
        Assert.StartsWith($"Path must be of a vocoder that speaks 32 frames, but '{Model}' did not: ",
            Refusal(new() { Bins = 21, Axes = [1, "bins", "frames"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Construct_FileThatIsNone_SaysSo()
    {
        Assert.Equal($"Path must be an ONNX file that is there, but was '{Model}'.", Refusal());
        File.WriteAllText(Model, "no model");
        Assert.StartsWith($"Path must be a file that ONNX Runtime opens, but was '{Model}': ", Refusal(),
            StringComparison.Ordinal);
        Assert.Equal("Path must name a file, but was ' '.", Assert.Throws<OptionsException>(
            () => new OnnxVocoder(new() { Path = " ", Mel = Format }, new(Format, zeros(0)))).Message);
    }

    [Fact]
    public void Vocode_NoFrame_SaysWhatToChange()
    {
        using var scope = NewDisposeScope();
        new SmallOnnx().Write(Model);
        using var vocoder = Opened(Format);

        Assert.Equal("logMel must be at least 1 frame long, but was 0.",
            Assert.Throws<ArgumentException>(() => Vocode(vocoder, zeros(20, 0))).Message);
    }

    private string Refusal(SmallOnnx model)
    {
        model.Write(Model);
        return Refusal();
    }

    private string Refusal() => Assert.Throws<OptionsException>(() => Opened(Format)).Message;

    private OnnxVocoder Opened(AudioFormat mel) => new(new() { Path = Model, Mel = mel }, new(Format, zeros(0)));

    private static Tensor Vocode(OnnxVocoder vocoder, Tensor mel)
    {
        using var random = new Generator(1);
        return vocoder.Vocode(mel, random);
    }

    // [M, T] to [T·hop].
    private static Tensor Expected(Tensor mel) =>
        (mel + 8).transpose(0, 1).matmul(tensor(new SmallOnnx().Weights(), [20, 70])).tanh().view(-1);
}
