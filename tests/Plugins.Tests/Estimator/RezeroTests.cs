using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

public sealed class RezeroTests
{
    [Theory, InlineData(RezeroMode.Learned, 6), InlineData(RezeroMode.Fixed, 6), InlineData(RezeroMode.None, 0)]
    public void StateDict_OfAMode_HasAGainAtEachSiteIfThereIsOne(RezeroMode mode, int expected)
    {
        using var scope = NewDisposeScope();
        var start = mode == RezeroMode.None ? 0 : -0.25;
        var options = Estimators.Options("f2f") with { Rezero = mode, RezeroStart = start };

        var gains = new UNet(options, Estimators.Context).state_dict()
            .Where(entry => entry.Key.EndsWith("rezero.gain", StringComparison.Ordinal)).ToList();

        Assert.Equal(expected, gains.Count);
        Assert.All(gains, gain => Assert.Equal(-0.25f, gain.Value.item<float>()));
        Assert.All(gains, gain => Assert.Equal(mode == RezeroMode.Learned, gain.Value.requires_grad));
    }

    [Fact]
    public void Score_FixedAtZero_IsThatOfAGateThatNeverOpens()
    {
        using var scope = NewDisposeScope();
        var never = Estimators.Small("f2f", seed: 7);
        var closed = Estimators.Options("f2f") with { Gate = Estimators.Gate("never") };
        var zero = Estimators.Options("f2f") with { Rezero = RezeroMode.Fixed, RezeroStart = 0 };

        TensorAssert.SameBits(Score(never, closed), Score(never, zero));
    }

    [Fact]
    public void Score_FixedValue_IsThatOfTheSameLearnedOne()
    {
        using var scope = NewDisposeScope();
        var unet = Estimators.Small("f2f", seed: 7); // learned, from 0.7
        var options = Estimators.Options("f2f") with { Rezero = RezeroMode.Fixed };

        var (learned, fixedGain) = (Score(unet, Estimators.Options("f2f")), Score(unet, options));
        var other = Score(unet, options with { RezeroStart = 0 });

        TensorAssert.Close(learned, fixedGain, 1e-6);
        Assert.True(TensorAssert.LargestDifference(learned, other) > 1e-3, "Attention changes nothing.");
    }

    [Fact]
    public void Score_NoGain_IsThatOfOne()
    {
        using var scope = NewDisposeScope();
        var unet = Estimators.Small("f2b", seed: 7);
        var options = Estimators.Options("f2b");

        var none = Score(unet, options with { Rezero = RezeroMode.None, RezeroStart = 0 });
        var one = Score(unet, options with { Rezero = RezeroMode.Fixed, RezeroStart = 1 });

        TensorAssert.Close(one, none, 1e-6);
    }

    private static Tensor Score(UNet weights, UNetOptions options)
    {
        using var off = no_grad();
        return Estimators.Alike(weights, options).Score(Estimators.Input(batch: 2, frames: 12, references: 9));
    }
}
