using Melange.Testing;

namespace Melange.Tests.Gating;

public sealed class ReferenceLinksTests
{
    private static Tensor Pairs() => tensor(new[,] { { true, false, true }, { true, true, false } }).unsqueeze(0);

    [Fact]
    public void Apply_ForcedFrames_ReplaceTheRowsThatHaveAny()
    {
        using var scope = NewDisposeScope();
        var forced = tensor(new[,] { { false, true, false }, { false, false, false } }).unsqueeze(0);

        var linked = new ReferenceLinks(forced, null).Apply(Pairs());

        Assert.Equal([false, true, false, true, true, false], linked.data<bool>().ToArray());
    }

    [Fact]
    public void Apply_ForbiddenPairs_AreTakenAway()
    {
        using var scope = NewDisposeScope();
        var forbidden = tensor(new[,] { { true, true, false }, { false, true, false } }).unsqueeze(0);

        var linked = new ReferenceLinks(null, forbidden).Apply(Pairs());

        Assert.Equal([false, false, true, true, false, false], linked.data<bool>().ToArray());
    }

    [Fact]
    public void Apply_PairForcedAndForbidden_IsForbiddenAndOpensNoOther()
    {
        using var scope = NewDisposeScope();
        var both = tensor(new[,] { { true, false, false }, { false, false, false } }).unsqueeze(0);

        var linked = new ReferenceLinks(both, both).Apply(Pairs());

        Assert.Equal([false, false, false, true, true, false], linked.data<bool>().ToArray());
    }

    [Fact]
    public void Apply_NoLinks_GivesTheSamePairsInMemoryOfTheirOwn()
    {
        using var scope = NewDisposeScope();
        var pairs = Pairs();

        var linked = new ReferenceLinks(null, null).Apply(pairs);
        pairs.fill_(false);

        TensorAssert.SameBits(Pairs(), linked);
    }
}
