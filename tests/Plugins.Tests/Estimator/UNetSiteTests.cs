using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>What the six sites show to a probe.</summary>
public sealed class UNetSiteTests
{
    [Theory]
    [InlineData("f2f", "down.0", 8, 8, 24), InlineData("f2b", "down.0", 8, 8, 24)]
    [InlineData("f2f", "down.1", 16, 4, 12), InlineData("f2b", "down.1", 16, 4, 12)]
    [InlineData("f2f", "down.2", 32, 2, 6), InlineData("f2b", "down.2", 32, 2, 6)]
    [InlineData("f2f", "mid", 32, 2, 6), InlineData("f2b", "mid", 32, 2, 6)]
    [InlineData("f2f", "up.0", 16, 2, 6), InlineData("f2b", "up.0", 16, 2, 6)]
    [InlineData("f2f", "up.1", 8, 4, 12), InlineData("f2b", "up.1", 8, 4, 12)]
    public void Score_Watched_RecordsEverySiteAtItsSize(
        string attention, string site, long channels, long bins, long frames)
    {
        using var scope = NewDisposeScope();

        var taken = Watch(Estimators.Options(attention)).Taken; // 22 frames, 24 inside

        Assert.Equal([2, channels, bins, frames], taken[(site, ProbeQuantity.Hidden)].shape);
        Assert.Equal([2, channels, bins, frames], taken[(site, ProbeQuantity.Attended)].shape);
        Assert.Equal([2, frames], taken[(site, ProbeQuantity.GateOpenness)].shape);
        Assert.Equal([2, 2, frames, 17], taken[(site, ProbeQuantity.AttentionMap)].shape);
        if (attention == "f2b")
            Assert.Equal([2, 2, bins, frames, 17], taken[(site, ProbeQuantity.AttentionMapByBin)].shape);
    }

    [Theory, InlineData("f2f", 54), InlineData("f2b", 60), InlineData("linear", 48), InlineData("none", 48)]
    public void Score_Watched_RecordsNothingElse(string attention, int expected)
    {
        using var scope = NewDisposeScope();

        var probe = Watch(Estimators.Options(attention));

        Assert.Equal(expected, probe.Taken.Count); // eight quantities at six sites, and maps where there are any
    }

    [Fact]
    public void Score_Watched_GivesTheSameScore()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var unet = Estimators.Small("f2b", seed: 7);
        var input = Estimators.Input(batch: 2, frames: 22, references: 17);

        var watched = unet.Score(input with { Probe = new BlindProbe() });

        TensorAssert.Close(unet.Score(input), watched, 1e-5);
    }

    [Fact]
    public void Score_PhonemeOfLowerLevels_FollowsEverySecondFrame()
    {
        using var scope = NewDisposeScope();
        var input = Estimators.Input(batch: 2, frames: 22, references: 17);
        var match = new PhonemeMatch(
            input.TargetPhonemes, input.TargetMask, input.Reference.Phonemes, input.Reference.Mask);

        var taken = Watch(Estimators.Options("f2f")).Taken;

        var present = nn.functional.pad(match.Present().to(float32), (0, 2));
        foreach (var (site, step) in new[] { ("down.0", 1), ("up.1", 2), ("mid", 4) })
            TensorAssert.SameBits(present.slice(1, 0, 24, step), taken[(site, ProbeQuantity.GateOpenness)]);
    }

    [Theory, InlineData(SiteEnding.Residual, 0), InlineData(SiteEnding.ResidualMaskNorm, 6)]
    public void StateDict_OfAnEnding_HasANormAtEachSiteOnlyIfAskedFor(SiteEnding ending, int expected)
    {
        using var scope = NewDisposeScope();
        var unet = new UNet(Estimators.Options("f2f") with { Ending = ending }, Estimators.Context);

        var keys = unet.state_dict().Keys.ToList();

        string[] sites = ["down.0.site", "down.1.site", "down.2.site", "mid", "up.0.site", "up.1.site"];
        Assert.Equal(expected, sites.Count(site => keys.Contains($"{site}.norm.weight")));
        Assert.Equal(expected, sites.Count(site => keys.Contains($"{site}.norm.bias")));
    }

    [Fact]
    public void Score_ResidualMaskNorm_IsNormalInRealFramesAndZeroInPadding()
    {
        using var scope = NewDisposeScope();
        var input = Estimators.Input(batch: 2, frames: 22, references: 17);

        var taken = Watch(Estimators.Options("f2f") with { Ending = SiteEnding.ResidualMaskNorm }).Taken;

        var attended = taken[("down.0", ProbeQuantity.Attended)];                   // [B, C, M, T+]
        var real = nn.functional.pad(input.TargetMask, (0, 2)).to(float32);         // [B, T+]
        var power = attended.square().mean([1L]) * real.unsqueeze(1);               // variance over C, [B, M, T+]
        TensorAssert.Close(zeros_like(power), attended.mean([1L]), 1e-5);           // float32 means of 8 values near 1
        TensorAssert.Close(real.unsqueeze(1).expand(power.shape), power, 1e-3);     // 1e-5 beside variances near 0.1
        Assert.Equal(0, (attended * (1 - real).unsqueeze(1).unsqueeze(1)).abs().max().item<float>());
    }

    private static RecordingProbe Watch(UNetOptions options)
    {
        using var off = no_grad();
        var probe = new RecordingProbe();
        var unet = Estimators.Alike(Estimators.Small("f2f", seed: 7), options);
        unet.Score(Estimators.Input(batch: 2, frames: 22, references: 17) with { Probe = probe }).Dispose();
        return probe;
    }
}
