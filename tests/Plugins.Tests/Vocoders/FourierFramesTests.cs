namespace Melange.Plugins.Tests.Vocoders;

public sealed class FourierFramesTests
{
    [Theory]
    [InlineData(1024, 0, 256, 2), InlineData(1024, 0, 256, 9), InlineData(1024, 801, 256, 9)]
    [InlineData(300, 0, 70, 2), InlineData(300, 0, 70, 11)]
    [InlineData(64, 0, 62, 5)]
    public void Samples_OfASpectrumOfSamples_GivesThemBackToTheEdges(int fftSize, int window, int hop, int count)
    {
        using var scope = NewDisposeScope();
        var format = new AudioFormat { FftSize = fftSize, WindowSamples = window, HopSamples = hop };
        var frames = new FourierFrames(format, count, CPU);
        var samples = randn(count * hop, generator: new Generator(2));

        var spectrum = frames.Spectrum(samples);
        var back = frames.Samples(spectrum);

        Assert.Equal([fftSize / 2 + 1L, count], spectrum.shape);
        Assert.True(back.allclose(samples, rtol: 0, atol: 2e-4)); // float32 over the window's faint ends
    }

    [Fact]
    public void Samples_OfAnySpectrum_AreTheNearest()
    {
        using var scope = NewDisposeScope();
        var frames = new FourierFrames(new() { FftSize = 24, HopSamples = 6 }, 4, CPU);
        var wanted = randn([13, 4], dtype: complex64, generator: new Generator(3));
        var best = frames.Samples(wanted);

        var leastDistance = Distance(best);

        for (var sample = 0; sample < best.shape[0]; sample++)
        {
            using var nudge = zeros_like(best);
            nudge[sample] = 0.1f;
            Assert.True(Distance(best + nudge) > leastDistance, $"sample {sample}, up");
            Assert.True(Distance(best - nudge) > leastDistance, $"sample {sample}, down");
        }

        // what is compared are the windowed frames themselves
        float Distance(Tensor samples) =>
            fft.irfft(frames.Spectrum(samples) - wanted, 24, dim: 0).square().sum().item<float>();
    }
}
