namespace Melange.Tests.Tensors;

public sealed class TensorShapeTests
{
    [Fact]
    public void HasShape_SizesFit_SaysNothing()
    {
        using var hidden = zeros(2, 3, 4, 5);

        TensorShape.HasShape(hidden, "B C M T", [TensorShape.Any, 3, 4, TensorShape.Any]);
    }

    [Fact]
    public void HasShape_OneSizeDiffers_NamesTensorAndAxes()
    {
        using var hidden = zeros(2, 3, 4, 5);

        var fault = Assert.Throws<TensorShapeException>(() =>
            TensorShape.HasShape(hidden, "B C M T", [TensorShape.Any, 3, 8, TensorShape.Any]));

        Assert.Equal("hidden must be [B, C=3, M=8, T], but was [2, 3, 4, 5].", fault.Message);
    }

    [Fact]
    public void HasShape_AxisMissing_NamesTensorAndAxes()
    {
        using var mask = zeros(2, 3);

        var fault = Assert.Throws<TensorShapeException>(() =>
            TensorShape.HasShape(mask, "B T R", [2, 3, TensorShape.Any]));

        Assert.Equal("mask must be [B=2, T=3, R], but was [2, 3].", fault.Message);
    }
}
