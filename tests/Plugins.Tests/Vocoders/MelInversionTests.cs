using Melange.Host.Features;

namespace Melange.Plugins.Tests.Vocoders;

public sealed class MelInversionTests
{
    [Fact]
    public void Magnitude_OfAReachableMel_GivesThatMel()
    {
        using var scope = NewDisposeScope();
        var filters = MelFilterbank.Of(new());
        using var inversion = new MelInversion(filters);
        var mel = filters.matmul(randn(513, 6, generator: new Generator(8)).square());   // [80, 6]

        var magnitude = inversion.Magnitude(mel);

        var error = (filters.matmul(magnitude) / mel).log().abs().max().item<float>();
        Assert.Equal([513L, 6], magnitude.shape);
        Assert.True(magnitude.min().item<float>() >= 0);
        Assert.True(error < 0.05, $"largest error {error}"); // 0.4 dB; the pseudo-inverse alone is far off
    }
}
