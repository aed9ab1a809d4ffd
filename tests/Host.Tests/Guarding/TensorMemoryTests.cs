using Melange.Host.Guarding;

namespace Melange.Host.Tests.Guarding;

public sealed class TensorMemoryTests : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly Tensor whole = ones(4, 6);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void IsShared_Views_AreShared()
    {
        Tensor[] views =
        [
            whole, whole.alias(), whole.detach(), whole.t(), whole.view(24), whole.narrow(0, 2, 2), whole[3],
            whole.expand(2, 4, 6)
        ];

        Assert.All(views, view => Assert.True(TensorMemory.IsShared(whole, view)));
        Assert.True(TensorMemory.IsShared(whole.narrow(0, 0, 1), whole.narrow(0, 3, 1)));
    }

    [Fact]
    public void IsShared_Copies_AreNot()
    {
        Tensor[] copies = [whole.clone(), whole * 1, whole.t().contiguous(), ones(4, 6), whole.to(float64)];

        Assert.All(copies, copy => Assert.False(TensorMemory.IsShared(whole, copy)));
    }

    [Fact]
    public void IsShared_WithGradient_IsToldAndLeavesTheGradientAlone()
    {
        var weights = ones(3, requires_grad: true);
        var output = weights * 2;

        Assert.True(TensorMemory.IsShared(output, output.view(3, 1)));

        output.sum().backward();
        Assert.Equal([2, 2, 2], weights.grad!.data<float>().ToArray());
    }

    [Fact]
    public void IsShared_NothingToShareOrNotToBeRead_IsFalse()
    {
        var meta = whole.to(new TorchSharp.torch.Device(TorchSharp.DeviceType.META));

        Assert.False(TensorMemory.IsShared(zeros(0), zeros(0)));
        Assert.False(TensorMemory.IsShared(whole, meta));
        Assert.False(TensorMemory.IsShared(meta, meta));
    }
}
