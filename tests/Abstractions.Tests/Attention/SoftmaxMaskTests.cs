using Melange.Testing;

namespace Melange.Tests.Attention;

public sealed class SoftmaxMaskTests
{
    private const float Never = float.NegativeInfinity;

    // Item 0 has an empty row, item 1 none.
    private static Tensor Pairs() => tensor(new[, ,]
    {
        { { true, false, true }, { false, false, false } }, { { true, true, true }, { false, true, false } }
    });

    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.Float64)]
    public void Of_SomePairs_BiasesForbiddenOnesAndNamesEmptyRows(ScalarType type)
    {
        using var scope = NewDisposeScope();

        var mask = SoftmaxMask.Of(Pairs(), type);

        var bias = tensor(new[] { 0, Never, 0, 0, 0, 0, 0, 0, 0, Never, 0, Never }).view(2, 1, 2, 3);
        Assert.Equal(type, mask.Bias!.dtype);
        TensorAssert.SameBits(bias.to(type), mask.Bias);
        TensorAssert.SameBits(tensor(new[] { false, true, false, false }).view(2, 1, 2, 1), mask.Empty!);
    }

    [Fact]
    public void Of_NoEmptyRow_NamesNone()
    {
        using var scope = NewDisposeScope();

        Assert.Null(SoftmaxMask.Of(Pairs().narrow(0, 1, 1), float32).Empty);
    }

    [Fact]
    public void Item_OfABatch_IsItsMaskAlone()
    {
        using var scope = NewDisposeScope();

        var item = SoftmaxMask.Of(Pairs(), float32).Item(1);

        TensorAssert.SameBits(tensor(new[] { 0, 0, 0, Never, 0, Never }).view(1, 1, 2, 3), item.Bias!);
        TensorAssert.SameBits(zeros(1, 1, 2, 1, dtype: ScalarType.Bool), item.Empty!);
    }

    [Fact]
    public void Item_OfAMaskOfNothing_IsAMaskOfNothing() =>
        Assert.Equal(new SoftmaxMask(null, null), new SoftmaxMask(null, null).Item(1));

    [Fact]
    public void Of_PairsOfTwoAxes_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TensorShapeException>(
            () => SoftmaxMask.Of(ones(2, 3, dtype: ScalarType.Bool), float32));

        Assert.Equal("allowedPairs must be [B, T, R], but was [2, 3].", fault.Message);
    }
}
