using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>That the conformance suites run both orders of products, and that the orders agree.</summary>
public sealed class ProductOrderTests
{
    private static readonly (int Targets, int References)[] SizesOfTheSuite = [(5, 6), (7, 6), (5, 9)];

    [Theory, InlineData(3, 7, true), InlineData(2, 40, false)]
    public void PrefersReferenceOrder_SitesOfTheSuites_AreOfTheOrderTheyAreNamedFor(
        int features, int width, bool expected)
    {
        using var attention = new FrameToFrameAttention(
            new() { Heads = 2, Features = features }, new("mid", 0, Channels: 3, Bins: 4, width));

        Assert.All(SizesOfTheSuite, sizes =>
            Assert.Equal(expected, attention.PrefersReferenceOrder(sizes.Targets, sizes.References)));
    }

    [Theory, InlineData(3, true), InlineData(1, false)]
    public void PrefersChannels_SitesOfTheSuites_AreOfTheOrderTheyAreNamedFor(int features, bool expected)
    {
        using var attention = new FrameToBinAttention(
            new() { Heads = 2, Features = features }, new("mid", 0, Channels: 3, Bins: 4, ReferenceWidth: 7));

        Assert.All(SizesOfTheSuite, sizes => Assert.Equal(expected, attention.PrefersChannels(sizes.References)));
    }

    [Fact]
    public void PrefersReferenceOrderAndChannels_Rotary_AreFalse()
    {
        var site = new AttentionSite("mid", 0, Channels: 3, Bins: 4, ReferenceWidth: 7);
        using var byFrame = new FrameToFrameAttention(new() { Features = 64, Position = FramePosition.Rotary }, site);
        using var byBin = new FrameToBinAttention(new() { Features = 64, Position = FramePosition.Rotary }, site);

        Assert.False(byFrame.PrefersReferenceOrder(targets: 5, references: 6));
        Assert.False(byBin.PrefersChannels(references: 6));
    }

    // The same frames in another number: the cheapest order changes, the result of each frame does not.
    [Theory, InlineData(false), InlineData(true)]
    public void Attend_F2fOnFewerFrames_GivesTheSameInTheOtherOrder(bool bias)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var random = new Generator(3);
        manual_seed(1);
        var attention = new FrameToFrameAttention(
            new() { Heads = 2, Features = 1, Bias = bias }, new("mid", 0, Channels: 3, Bins: 4, ReferenceWidth: 7));
        var (hidden, reference) = (randn([2, 3, 4, 60], generator: random), randn([2, 7, 6], generator: random));
        Assert.False(attention.PrefersReferenceOrder(targets: 60, references: 6));
        Assert.True(attention.PrefersReferenceOrder(targets: 1, references: 6));

        var many = attention.Attend(hidden, Free(reference, 60));
        var one = attention.Attend(hidden.narrow(3, 9, 1), Free(reference, 1));

        TensorAssert.Close(many.narrow(3, 9, 1), one, 1e-5); // float32 sums of a few dozen terms near 1
    }

    [Fact]
    public void Attend_F2bOnMoreUselessFrames_GivesTheSameInTheOtherOrder()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var random = new Generator(3);
        manual_seed(1);
        var attention = new FrameToBinAttention(
            new() { Heads = 2, Features = 2 }, new("mid", 0, Channels: 3, Bins: 4, ReferenceWidth: 7));
        var (hidden, reference) = (randn([2, 3, 4, 5], generator: random), randn([2, 7, 4], generator: random));
        var input = Free(reference, 5);
        Assert.True(attention.PrefersChannels(references: 4));
        Assert.False(attention.PrefersChannels(references: 9));

        var few = attention.Attend(hidden, input);
        var padded = attention.Attend(hidden, input with
        {
            Reference = nn.functional.pad(reference, (0, 5), value: 9),
            AllowedPairs = nn.functional.pad(input.AllowedPairs, (0, 5))
        });

        TensorAssert.Close(few, padded, 1e-5); // float32 sums of a few dozen terms near 1
    }

    private static AttentionInput Free(Tensor reference, long frames) => new(reference,
        ones(2, frames, dtype: ScalarType.Bool), ones(2, frames, reference.shape[2], dtype: ScalarType.Bool));
}
