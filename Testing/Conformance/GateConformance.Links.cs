using Xunit;

namespace Melange.Testing;

public abstract partial class GateConformance
{
    /// <summary>A frame with a forced link looks there and nowhere else.</summary>
    [Fact]
    public void AllowedPairs_ForcedLinks_AreAllThatTheirFramesLookAt()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);
        var forced = zeros(GateExample.Batch, GateExample.Frames, GateExample.References, dtype: ScalarType.Bool);
        forced[0, 0, 3] = forced[0, 3, 1] = forced[0, 3, 2] = forced[1, 2, 4] = true;

        var pairs = gate.AllowedPairs(example.WithLinks(forced, null).Match);

        var expected = where(forced.any(2, keepdim: true), forced, gate.AllowedPairs(example.Match));
        TensorAssert.SameBits(expected, pairs);
    }

    /// <summary>A forced link to or from padding pairs no padding.</summary>
    [Fact]
    public void AllowedPairs_ForcedLinksOfPadding_AreNeverAllowed()
    {
        using var scope = NewDisposeScope();
        var example = GateExample.For(Context);
        var forced = ones(GateExample.Batch, GateExample.Frames, GateExample.References, dtype: ScalarType.Bool);

        var pairs = Built().AllowedPairs(example.WithLinks(forced, null).Match);

        TensorAssert.SameBits(Real(example.Match), pairs);
    }

    /// <summary>A forbidden link is never allowed, forced or not.</summary>
    [Fact]
    public void AllowedPairs_ForbiddenLinks_AreNeverAllowed()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);
        var forced = zeros(GateExample.Batch, GateExample.Frames, GateExample.References, dtype: ScalarType.Bool);
        forced[0, 1, 2] = forced[0, 1, 4] = true;
        var forbidden = arange(GateExample.References).remainder(2).eq(0).expand(forced.shape); // frames 0, 2, 4

        var pairs = gate.AllowedPairs(example.WithLinks(null, forbidden).Match);
        var both = gate.AllowedPairs(example.WithLinks(forced, forbidden).Match);

        Assert.False(pairs.logical_and(forbidden).any().item<bool>(), "A forbidden pair is allowed.");
        Assert.False(both.logical_and(forbidden).any().item<bool>(), "A forced pair that is forbidden is allowed.");
        Assert.False(both[0, 1].any().item<bool>(), "A forced link that is forbidden opens others.");
    }

    /// <summary>Links are read, not written.</summary>
    [Fact]
    public void AllowedPairs_LinksThatChangeNothing_GiveTheSame()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);
        var none = zeros(GateExample.Batch, GateExample.Frames, GateExample.References, dtype: ScalarType.Bool);
        var linked = example.WithLinks(none, none);

        TensorAssert.Unchanged([none], () => gate.AllowedPairs(linked.Match));
        TensorAssert.SameBits(gate.AllowedPairs(example.Match), gate.AllowedPairs(linked.Match));
        TensorAssert.SameBits(Blend(gate, example).Openness, Blend(gate, linked).Openness);
    }
}
