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
    public void Present_PhonemeOnlyInPadding_IsAbsent()
    {
        using var scope = NewDisposeScope();

        var present = Match().Present();

        Assert.Equal([false, true, false], present.data<bool>().ToArray());
    }
}
