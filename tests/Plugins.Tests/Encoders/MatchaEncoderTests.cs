using Melange.Testing;
using static TorchSharp.torch.nn;

namespace Melange.Plugins.Tests.Encoders;

public sealed class MatchaEncoderTests : EncoderConformance
{
    private static readonly MatchaEncoderOptions Small =
        new() { Channels = 12, FilterChannels = 10, DurationChannels = 9, Heads = 1, Layers = 2 };

    protected override ITextEncoder Build(EncoderContext context)
    {
        var encoder = new MatchaEncoder(Small, context);
        using var off = no_grad();
        foreach (var (name, weight) in encoder.named_parameters().Where(one => one.name.Contains("toResidual")))
            init.normal_(weight); // it starts at 0, which hides what stands before
        return encoder;
    }

    [Fact]
    public void Encode_PhonemesInOtherPlaces_HearEachOtherOtherwise()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var encoder = (MatchaEncoder)Build(new(9, 4, []));
        encoder.eval();

        // Far enough apart for convolutions to see the same around both: what differs is who stands how far away.
        var mean = encoder.Encode(Text([5, .. Enumerable.Repeat(1L, 40), 6])).Mean;
        var nearer = encoder.Encode(Text([5, .. Enumerable.Repeat(1L, 30), 6])).Mean;

        Assert.True(TensorAssert.LargestDifference(mean[.., .., 0], nearer[.., .., 0]) > 1e-4);
    }

    [Fact]
    public void Constructor_HeadsOfOtherWidths_AreRefused()
    {
        var fault = Assert.Throws<OptionsException>(() => new MatchaEncoder(Small with { Heads = 2 }, new(9, 4, [])));

        Assert.Equal("Heads must part the transformer's width 12 (Channels 12 + Conditions 0) into heads of a multiple "
            + "of 4 features, half of which are turned, but was 2. Fit: 1, 3.", fault.Message);
    }

    [Fact]
    public void Validated_BrokenRules_AreThoseOfGradTts()
    {
        var fault = Assert.Throws<OptionsException>((Small with { KernelSize = 2, Dropout = 1 }).Validated);

        Assert.Equal(
            ["KernelSize must be odd and at least 1, but was 2.", "Dropout must be at least 0 and below 1, but was 1."],
            fault.Problems);
    }

    private static TextBatch Text(long[] phonemes)
    {
        var ids = tensor(phonemes).unsqueeze(0);
        return new(ids, ones_like(ids, dtype: ScalarType.Bool), new Dictionary<string, Tensor>());
    }
}
