using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

public sealed class AllowedFramesTests
{
    // Item 0: frame 0 looks at 1 and 3. Item 1: frame 0 looks at nothing, frame 1 at 2.
    private static Tensor Pairs()
    {
        var pairs = zeros(2, 2, 4, dtype: ScalarType.Bool);
        foreach (var (item, target, reference) in new[] { (0, 0, 1), (0, 0, 3), (1, 1, 2) })
            pairs[item, target, reference] = true;
        return pairs;
    }

    [Fact]
    public void Of_RowsOfTwoLengths_FillsTheShorterWithItsOwn()
    {
        using var scope = NewDisposeScope();

        var few = AllowedFrames.Of(Pairs(), float32)!;

        TensorAssert.SameBits(tensor(new long[] { 1, 3, 6, 6 }).view(2, 2), few.Rows);
        TensorAssert.SameBits(
            tensor(new[] { 0, 0, 0, float.NegativeInfinity }).view(2, 1, 1, 2), few.Bias);
    }

    [Fact]
    public void Gather_FramesOfABatch_TakesEachRowFromItsItem()
    {
        using var scope = NewDisposeScope();
        var frames = arange(16, dtype: float32).view(2, 1, 4, 2);                             // [B, H, R, E]

        var gathered = AllowedFrames.Of(Pairs(), float32)!.Gather(frames);

        TensorAssert.SameBits(tensor(new float[] { 2, 3, 6, 7, 12, 13, 12, 13 }).view(2, 1, 2, 2), gathered);
    }

    [Fact]
    public void Of_NoFrameLooks_IsNull()
    {
        using var scope = NewDisposeScope();

        Assert.Null(AllowedFrames.Of(zeros(2, 2, 4, dtype: ScalarType.Bool), float32));
    }

    [Fact]
    public void Of_OneFrameLooksAtMoreThanHalf_IsNull()
    {
        using var scope = NewDisposeScope();
        var pairs = Pairs();
        pairs[0, 0, 2] = true;

        Assert.Null(AllowedFrames.Of(pairs, float32));
    }
}
