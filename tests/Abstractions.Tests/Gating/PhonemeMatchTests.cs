using Melange.Testing;

namespace Melange.Tests.Gating;

public sealed class PhonemeMatchTests
{
    // Target: ih t ih (the last is padding); reference: t t ih s (the ih is padding).
    private static PhonemeMatch Match() => new(
        tensor(new long[,] { { 1, 2, 1 } }), tensor(new[,] { { true, true, false } }),
        tensor(new long[,] { { 2, 2, 1, 3 } }), tensor(new[,] { { true, true, false, true } }));

    [Fact]
    public void RealPairs_PaddingOnBothSides_PairsRealFramesOnly()
    {
        using var scope = NewDisposeScope();

        var pairs = Match().RealPairs();

        Assert.Equal([1, 3, 4], pairs.shape);
        bool[] expected = [true, true, false, true, true, true, false, true, false, false, false, false];
        Assert.Equal(expected, pairs.data<bool>().ToArray());
    }

    [Fact]
    public void SamePhonemePairs_PaddingHoldsThePhoneme_DoesNotPairIt()
    {
        using var scope = NewDisposeScope();

        var pairs = Match().SamePhonemePairs();

        bool[] expected = [false, false, false, false, true, true, false, false, false, false, false, false];
        Assert.Equal(expected, pairs.data<bool>().ToArray());
    }

    [Fact]
    public void SameKindPairs_GroupsOfPhonemes_PairsRealFramesOfOneGroup()
    {
        using var scope = NewDisposeScope();
        var groups = tensor(new long[] { 0, 7, 8, 7 }); // ih and s are of one group

        var pairs = Match().SameKindPairs(groups);

        bool[] expected = [false, false, false, true, true, true, false, false, false, false, false, false];
        Assert.Equal(expected, pairs.data<bool>().ToArray());
    }

    [Fact]
    public void EveryKindOfPairs_WithLinks_FollowsThem()
    {
        using var scope = NewDisposeScope();
        var forced = zeros(1, 3, 4, dtype: ScalarType.Bool);
        forced[0, 0, 1] = forced[0, 0, 2] = forced[0, 2, 0] = true; // the second is padding, and the third's target is
        var forbidden = zeros(1, 3, 4, dtype: ScalarType.Bool);
        forbidden[0, 1, 0] = true;
        var match = Match() with { Links = new(forced, forbidden) };

        var (real, same) = (match.RealPairs(), match.SamePhonemePairs());
        var group = match.SameKindPairs(tensor(new long[] { 0, 7, 8, 8 }));        // t and s are of one group

        bool[] all = [false, true, false, false, false, true, false, true, false, false, false, false];
        bool[] own = [false, true, false, false, false, true, false, false, false, false, false, false];
        Assert.Equal(all, real.data<bool>().ToArray());
        Assert.Equal(own, same.data<bool>().ToArray());
        Assert.Equal(all, group.data<bool>().ToArray());
        Assert.Equal([true, true, false], match.Present().data<bool>().ToArray());
    }

    [Fact]
    public void EveryKindOfPairs_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var links = new ReferenceLinks(
            zeros(1, 3, 4, dtype: ScalarType.Bool), zeros(1, 3, 4, dtype: ScalarType.Bool));
        var match = Match() with { Links = links };
        var groups = tensor(new long[] { 0, 7, 8, 8 });

        TensorAssert.NoneLeftBehind(() =>
        {
            match.RealPairs().Dispose();
            match.SamePhonemePairs().Dispose();
            match.SameKindPairs(groups).Dispose();
            match.Present().Dispose();
        });
    }

    [Fact]
    public void Present_PhonemeOnlyInPadding_IsAbsent()
    {
        using var scope = NewDisposeScope();

        var present = Match().Present();

        Assert.Equal([false, true, false], present.data<bool>().ToArray());
    }
}
