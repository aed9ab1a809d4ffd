using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Vocoders.HifiGan;

public sealed class HifiGanGeneratorTests
{
    public static TheoryData<string> Official => OfficialGenerator.Names;

    [Theory, MemberData(nameof(Official))]
    public void Forward_OfficialWeightsWithWeightNorm_GivesTheOfficialAudio(string name)
    {
        using var scope = NewDisposeScope();
        var official = OfficialGenerator.Of(name);
        using var generator = Built(official, isNormed: true);
        Fixture.Load(generator, official.Weights().Select(entry => (entry.Key["generator.".Length..], entry.Value)));

        var audio = generator.call(official.Mel);

        TensorAssert.Close(official.Audio, audio, 1e-5); // asked for; float32 over about 20 convolutions
    }

    [Theory, MemberData(nameof(Official))]
    public void Forward_OfficialWeightsFolded_GivesTheOfficialAudio(string name)
    {
        using var scope = NewDisposeScope();
        var official = OfficialGenerator.Of(name);
        using var generator = Built(official, isNormed: false);
        HifiGanWeights.Load(generator, official.Weights());

        var audio = generator.call(official.Mel);

        TensorAssert.Close(official.Audio, audio, 1e-5);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Backward_AnyWeights_ReachesEachOfThem(bool isNormed)
    {
        using var scope = NewDisposeScope();
        using var generator = Built(OfficialGenerator.Of("hifigan_resblock1"), isNormed);

        generator.call(randn(2, 80, 5)).square().sum().backward();

        Assert.All(generator.named_parameters(), weight => Assert.True(
            weight.parameter.grad is { } gradient && gradient.isfinite().all().item<bool>()
                && gradient.abs().max().item<float>() > 0, weight.name));
    }

    [Theory, MemberData(nameof(Official))]
    public void Construct_WithWeightNorm_SpeaksAsWithoutFromTheSameSeed(string name)
    {
        using var scope = NewDisposeScope();
        var official = OfficialGenerator.Of(name);
        manual_seed(3);
        using var plain = Built(official, isNormed: false);
        manual_seed(3);
        using var normed = Built(official, isNormed: true);

        TensorAssert.Close(plain.call(official.Mel), normed.call(official.Mel), 1e-6);
    }

    [Theory, MemberData(nameof(Official))]
    public void ReachFrames_OneFrameChanged_IsAsFarAsItIsHeard(string name)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var official = OfficialGenerator.Of(name);
        var sizes = official.Read().Sizes;
        using var generator = Built(official, isNormed: false);
        generator.to(float64); // so that what is heard faintly is heard
        var (reach, hop) = (sizes.ReachFrames, sizes.HopSamples);
        var mel = randn(1, 80, 4 * reach, dtype: float64);
        var other = mel.clone();
        other[.., .., 2 * reach] += 100;

        var heard = (generator.call(mel) - generator.call(other))[0, 0].ne(0).nonzero().view(-1);

        var (first, last) = (heard[0].item<long>() / hop, heard[-1].item<long>() / hop);
        Assert.InRange(2 * reach - first, reach - 1, reach);
        Assert.InRange(last - 2 * reach, reach - 1, reach);
    }

    [Fact]
    public void MultiplyAdds_SmallGenerator_AreThoseCountedByHand()
    {
        using var generator = new HifiGanGenerator(new()
        {
            IsDouble = true,
            Rates = [3],
            RateKernels = [5],
            Channels = 4,
            BlockKernels = [3],
            Dilations = [[1, 2]]
        }, bins: 10, isNormed: true);

        // 7 frames: conv_pre 4·10·7 each; ups 4·2·5 each; 21 steps of two rounds of two 2·2·3, and conv_post 2·7
        Assert.Equal(7 * (280 + 40) + 21 * (48 + 14), generator.MultiplyAdds(7));
    }

    [Fact]
    public void Forward_Done_LeavesOnlyItsResult()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var official = OfficialGenerator.Of("hifigan_resblock1");
        using var generator = Built(official, isNormed: true);

        TensorAssert.NoneLeftBehind(() => generator.call(official.Mel).Dispose());
    }

    private static HifiGanGenerator Built(OfficialGenerator official, bool isNormed)
    {
        var (sizes, mel) = official.Read();
        return new(sizes, mel.Bins, isNormed);
    }
}
