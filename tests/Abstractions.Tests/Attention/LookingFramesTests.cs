using Melange.Testing;

namespace Melange.Tests.Attention;

public sealed class LookingFramesTests
{
    // Frame 1 of item 0 and frame 0 of item 1 may look at nothing.
    private static Tensor Pairs() => tensor(new[, ,]
    {
        { { true, false }, { false, false }, { false, true } }, { { false, false }, { true, true }, { true, false } }
    });

    private static Tensor Features() => arange(24, dtype: float32).view(2, 2, 3, 2);         // [B, X, T, E]

    [Fact]
    public void Gather_SomeFramesLook_TakesThemInOrder()
    {
        using var scope = NewDisposeScope();

        var taken = LookingFrames.Of(Pairs()).Gather(Features());

        var expected = tensor(new float[] { 0, 1, 6, 7, 4, 5, 10, 11, 14, 15, 20, 21, 16, 17, 22, 23 });
        TensorAssert.SameBits(expected.view(4, 2, 2), taken);
    }

    [Fact]
    public void Scatter_WhatWasGathered_LeavesTheOthersAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var looking = LookingFrames.Of(Pairs());
        var others = zeros(1).expand(2, 2, 3, 2);

        var whole = looking.Scatter(looking.Gather(Features()), others);

        var looks = Pairs().any(2).view(2, 1, 3, 1);
        TensorAssert.SameBits(Features() * looks, whole);
        TensorAssert.SameBits(zeros(2, 2, 3, 2), others.contiguous());
    }

    [Fact]
    public void GatherAndScatter_InTraining_GiveEachItsOwnGradient()
    {
        using var scope = NewDisposeScope();
        var looking = LookingFrames.Of(Pairs());
        var (features, others) = (Features().requires_grad_(), zeros(2, 2, 3, 2).requires_grad_());

        looking.Scatter(2 * looking.Gather(features), others).sum().backward();

        var looks = Pairs().any(2).view(2, 1, 3, 1).expand(2, 2, 3, 2).to(float32);
        TensorAssert.SameBits(2 * looks, features.grad!);
        TensorAssert.SameBits(1 - looks, others.grad!);
    }

    [Theory, InlineData(true, 6), InlineData(false, 0)]
    public void Of_AllOrNoneMayLook_CountsThem(bool all, int count)
    {
        using var scope = NewDisposeScope();

        var looking = LookingFrames.Of(full(2, 3, 4, all, ScalarType.Bool));

        Assert.Equal(count, looking.Count);
        Assert.Equal([count, 2, 2], looking.Gather(Features()).shape);
    }

    [Fact]
    public void Of_PairsOfTwoAxes_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TensorShapeException>(() => LookingFrames.Of(ones(2, 3, dtype: ScalarType.Bool)));

        Assert.Equal("allowedPairs must be [B, T, R], but was [2, 3].", fault.Message);
    }
}
