using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>What a person's edits do at the sites.</summary>
public sealed class UNetEditTests
{
    private const int Frames = 22; // 24 inside
    private const int References = 17;
    private static readonly (string Site, int Step)[] Sites =
        [("down.0", 1), ("down.1", 2), ("down.2", 4), ("mid", 4), ("up.0", 4), ("up.1", 2)];

    [Theory, InlineData("f2f"), InlineData("f2b"), InlineData("linear")]
    public void Score_ScaleOfZeroOnAPhoneme_TakesItsAttentionAwayAtEverySite(string attention)
    {
        using var scope = NewDisposeScope();
        var input = Input();
        var edited = input.TargetPhonemes.eq(3);                                    // [B, T]
        var scale = 1 - edited.to(float32);

        var taken = Watch(attention, input with { Edit = new(scale, null) });

        foreach (var (site, step) in Sites)
        {
            var there = Inside(edited, step).unsqueeze(1).unsqueeze(1);             // [B, 1, 1, T]
            var (hidden, attended) = (taken[(site, ProbeQuantity.Hidden)], taken[(site, ProbeQuantity.Attended)]);
            TensorAssert.SameBits(hidden * there, attended * there);
            Assert.True(attended.ne(hidden).any().item<bool>(), $"{site} has no attention elsewhere.");
        }
    }

    [Fact]
    public void Score_ScaleOfTwo_DoublesWhatTheFirstSiteAdds()
    {
        using var scope = NewDisposeScope();
        var input = Input();

        var plain = Watch("f2f", input);
        var twice = Watch("f2f", input with { Edit = new(full(2, Frames, 2f), null) });

        var site = ("down.0", ProbeQuantity.Attended);
        var hidden = plain[("down.0", ProbeQuantity.Hidden)];
        var added = (plain[site] - hidden).narrow(3, 0, Frames);                    // two frames of padding follow
        TensorAssert.Close(added * 2, (twice[site] - hidden).narrow(3, 0, Frames), 1e-5); // float32 values near 1
    }

    [Fact]
    public void Score_ScaleOfOneAndNoLinks_ChangesNoBit()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (unet, input) = (Estimators.Small("f2f", seed: 7), Input());
        var edit = new AttentionEdit(ones(2, Frames), new(null, null));

        TensorAssert.SameBits(unet.Score(input), unet.Score(input with { Edit = edit }));
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Score_ForcedLinks_AreAllThatTheMapsShowAtEverySite(string attention)
    {
        using var scope = NewDisposeScope();
        var forced = zeros(2, Frames, References, dtype: ScalarType.Bool);
        forced[0, TensorIndex.Slice(8, 13), TensorIndex.Slice(4, 7)] = true;        // frames 8 to 12 look at 4 to 6

        var taken = Watch(attention, Input() with { Edit = new(null, new(forced, null)) });

        foreach (var (site, step) in Sites)
        {
            var rows = Inside(forced.any(2), step);                                 // [B, T]
            var there = taken[(site, ProbeQuantity.AttentionMap)].narrow(3, 4, 3).sum(-1).mean([1]); // [B, T]
            TensorAssert.Close(rows.to(float32), there * rows, 1e-5);               // a softmax in float32
            TensorAssert.SameBits(ones_like(there) * rows, taken[(site, ProbeQuantity.GateOpenness)] * rows);
        }
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Score_ForbiddenLinks_HaveNoWeightAtAnySite(string attention)
    {
        using var scope = NewDisposeScope();
        var forbidden = zeros(2, Frames, References, dtype: ScalarType.Bool);
        forbidden[1, TensorIndex.Colon, TensorIndex.Slice(2, 13)] = true;

        var plain = Watch(attention, Input());
        var taken = Watch(attention, Input() with { Edit = new(null, new(null, forbidden)) });

        foreach (var (site, step) in Sites)
        {
            var pairs = Inside(forbidden.transpose(1, 2), step).transpose(1, 2).unsqueeze(1); // [B, 1, T, R]
            var map = (site, ProbeQuantity.AttentionMap);
            Assert.True((plain[map] * pairs).sum().item<float>() > 0.1, $"{site} looked nowhere before.");
            Assert.Equal(0, (taken[map] * pairs).sum().item<float>());
        }
    }

    private static EstimatorInput Input() => Estimators.Input(batch: 2, Frames, References);

    // A mask of target frames at the level of a site: padded to 24 frames, then every so many.
    private static Tensor Inside(Tensor frames, int step) => nn.functional.pad(frames, (0, 2)).slice(-1, 0, 24, step);

    private static IReadOnlyDictionary<(string Site, string Quantity), Tensor> Watch(
        string attention, EstimatorInput input)
    {
        using var off = no_grad();
        var probe = new RecordingProbe();
        Estimators.Small(attention, seed: 7).Score(input with { Probe = probe }).Dispose();
        return probe.Taken;
    }
}
