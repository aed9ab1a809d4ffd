using System.Text;
using Melange.Host.Tests;
using Melange.Testing;

namespace Melange.Tests.Tensors;

public sealed class HiddenCachesTests
{
    [Theory]
    [InlineData("AuthenticAMD", 0, true)]
    [InlineData("AuthenticAMD", 0x4121, false)] // a data cache of level 1
    [InlineData("GenuineIntel", 0, false)]
    public void Hides_AmdWithoutAFirstCache_IsTold(string vendor, int firstCache, bool hides)
    {
        int Four(int from) => BitConverter.ToInt32(Encoding.ASCII.GetBytes(vendor), from);

        Assert.Equal(hides, HiddenCaches.Hides((leaf, _) => leaf switch
        {
            0 => (16, Four(0), Four(8), Four(4)),
            unchecked((int)0x8000001D) => (firstCache, 0, 0, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(leaf))
        }));
    }

    // Where caches are hidden, this is red without the call that begins each process of tests.
    [Fact]
    public void Convolutions_ChannelsThatFillNoBlock_AreThoseOfDoubles()
    {
        using var scope = NewDisposeScope();
        using var seeded = new Generator(1);
        foreach (var (inputs, outputs, kernel) in new[] { (8, 10, 3), (12, 20, 3), (80, 10, 5), (20, 12, 1) })
        {
            var hidden = randn([3, inputs, 20], generator: seeded);
            var weight = randn([outputs, inputs, kernel], generator: seeded);

            var (output, gradient) = Convolve(hidden, weight);
            var (exactOutput, exactGradient) = Convolve(hidden.@double(), weight.@double());

            TensorAssert.Close(exactOutput, output.@double(), 1e-2);
            TensorAssert.Close(exactGradient, gradient.@double(), 1e-2);
        }
    }

    [LinuxFact]
    public void UseOneDnn_Not_GivesTheSameConvolution()
    {
        using var scope = NewDisposeScope();
        var (hidden, weight) = (ones(2, 16, 20), ones(16, 16, 3));
        var expected = Convolve(hidden, weight).Output;
        try
        {
            HiddenCaches.UseOneDnn(false);

            TensorAssert.Close(expected, Convolve(hidden, weight).Output, 1e-4);
        }
        finally
        {
            HiddenCaches.UseOneDnn(!HiddenCaches.AreHere);
        }
    }

    private static (Tensor Output, Tensor Gradient) Convolve(Tensor hidden, Tensor weight)
    {
        var input = hidden.detach().requires_grad_();
        var output = nn.functional.conv1d(input, weight, padding: weight.shape[2] / 2);
        output.square().sum().backward();
        return (output.detach(), input.grad!);
    }
}
