using Melange.Host.Features;
using Melange.Host.TensorFiles;
using Melange.Testing;

namespace Melange.Host.Tests.Features;

public sealed class StyleVectorsTests : IDisposable
{
    private static readonly AudioFormat Format = new(); // 62.5 frames a second
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_HalfAsManyVectorsAsFrames_LiesBetweenThem()
    {
        using var scope = NewDisposeScope();
        var style = Open("a", tensor(new float[] { 0, 4, 10, 30 }).view(2, 2), rateHz: 31.25);

        var frames = style.Read(4, Format);

        Assert.Equal(2, style.Width);
        TensorAssert.Close(tensor(new float[] { 0, 1, 3, 4, 10, 15, 25, 30 }).view(2, 4), frames, 1e-6);
    }

    [Theory, InlineData(50), InlineData(0)]
    public void Read_VectorsOfAnyRate_StandWhereTheyBelong(double rateHz)
    {
        using var scope = NewDisposeScope();
        var style = Open("a", arange(50).to(float32).view(1, 50), rateHz);          // 1 s at 50 a second

        var frames = style.Read(62, Format);                                        // 0.992 s

        var rate = rateHz > 0 ? 50 : 50 * 62.5 / 62;
        var expected = ((arange(62, dtype: float64) + 0.5) / 62.5 * rate - 0.5).clamp(0, 49);
        TensorAssert.Close(expected.to(float32).unsqueeze(0), frames, 1e-4); // float32 shares of values up to 49
    }

    [Fact]
    public void Read_OneVector_IsThatOfEveryFrame()
    {
        using var scope = NewDisposeScope();
        var style = Open("a", tensor(new float[] { 1, 2, 3 }), rateHz: 0);

        TensorAssert.SameBits(tensor(new float[] { 1, 2, 3 }).unsqueeze(1).expand(3, 5), style.Read(5, Format));
    }

    [Fact]
    public void Prepare_CorpusWithVectors_KnowsTheirWidthAndPutsThemIntoBatches()
    {
        using var scope = NewDisposeScope();
        var corpus = PreparedCorpus.Of([
            Spoken("a", 10, Write("a", zeros(3, 7))), Spoken("b", 8, Write("b", ones(3, 7)))], Format);

        var batch = Collation.References([.. corpus.Utterances], CPU);

        Assert.Equal(3, corpus.Inventory.StyleWidth);
        Assert.Equal([2, 3, 10], batch.Style!.shape);
        Assert.Equal(24, batch.Style[1].sum().item<float>());
        Assert.Equal(0, batch.Style[1].narrow(1, 8, 2).abs().sum().item<float>());
    }

    [Fact]
    public void Prepare_VectorsThatDoNotFit_ListsEveryOne()
    {
        var failure = Assert.Throws<FaultException>(() => PreparedCorpus.Of([
            Spoken("a", 100, Write("a", zeros(3, 80), rateHz: 50)), Spoken("b", 100, Write("b", zeros(80, 3))),
            Spoken("c", 100, style: null), Spoken("d", 100, new("nowhere.npy", "style/d.npy")),
            Spoken("e", 100, Write("e", zeros(3, 20), rateHz: 50))], Format));

        Assert.Equal(
            [
                "style/d.npy: not there",
                "style/b.safetensors: style vectors must have 3 features, as the first ones, but have 80: [W, N] has "
                    + "the features first.",
                "c: 'c' must have style vectors as others have, but has none.",
                "style/e.safetensors: style vectors must last as the audio does, 1.6 s, but 20 at 50 a second last "
                    + "0.4 s."
            ],
            failure.Faults.Select(fault => fault.File == "style/d.npy" // in the system's words
                ? "style/d.npy: not there" : fault.ToString()));
    }

    [Fact]
    public void Open_FileOfSeveralTensors_SaysSo()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Name, "two.safetensors");
        Safetensors.Write(path, new Dictionary<string, Tensor> { ["a"] = zeros(1), ["b"] = zeros(1) });

        var failure = Assert.Throws<FaultException>(() => StyleVectors.Open(new(path, "style/two.safetensors")));

        Assert.Equal("style/two.safetensors: style vectors must be one tensor of the file, but there are 2.",
            failure.Message);
    }

    private StyleVectors Open(string name, Tensor vectors, double rateHz) =>
        StyleVectors.Open(Write(name, vectors, rateHz));

    private StyleFile Write(string name, Tensor vectors, double rateHz = 0)
    {
        var path = Path.Combine(folder.Name, $"{name}.safetensors");
        Safetensors.Write(path, new Dictionary<string, Tensor> { ["style"] = vectors });
        return new(path, $"style/{name}.safetensors", rateHz);
    }

    private static Utterance Spoken(string id, int frames, StyleFile? style) =>
        new(id, "At.", "anna", "sad", new float[256 * frames], ["ae"], [frames * 0.016], IsHeldOut: false)
        { Style = style };
}
