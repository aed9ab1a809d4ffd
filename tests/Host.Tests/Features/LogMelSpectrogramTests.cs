using Melange.Host.Features;
using Melange.Host.TensorFiles;
using Melange.Testing;
using TorchSharp;

namespace Melange.Host.Tests.Features;

public sealed class LogMelSpectrogramTests
{
    [Fact]
    public void Of_FixtureWave_EqualsTheOracle()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/log_mel.safetensors");
        using var spectrogram = new LogMelSpectrogram(new());

        var logMel = spectrogram.Of(fixture["wave"]);

        var error = (logMel - fixture["log_mel"]).abs().max().item<float>();
        Assert.Equal([80L, 62], logMel.shape);
        Assert.True(error < 1e-4, $"largest error {error}"); // float32 Fourier transform against float64
    }

    [Fact]
    public void OfBatch_SeveralAtOnce_GivesEachAsByItselfAndAGradient()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var spectrogram = new LogMelSpectrogram(new());
        var samples = (rand(3, 1000) - 0.5).requires_grad_();

        var logMels = spectrogram.OfBatch(samples);
        logMels.sum().backward();

        Assert.Equal([3L, 80, 3], logMels.shape);
        for (var i = 0; i < 3; i++)
            Assert.True(logMels[i].allclose(spectrogram.Of(samples[i]), 1e-6, 1e-6));
        Assert.True(samples.grad!.abs().min().item<float>() > 0);
    }

    [Theory, InlineData(385, 1), InlineData(511, 1), InlineData(512, 2), InlineData(1000, 3)]
    public void Of_AnyLength_GivesAFrameForEachWholeHop(int samples, int frames)
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(new());

        var logMel = spectrogram.Of(zeros(samples));

        Assert.Equal([80L, frames], logMel.shape);
    }

    [Fact]
    public void Of_OtherFormat_HasItsBinsAndFrames()
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(
            new() { SampleRateHz = 8000, FftSize = 300, HopSamples = 70, Bins = 20, HighHz = 3500 });

        var logMel = spectrogram.Of(rand(777));

        Assert.Equal([20L, 11], logMel.shape);
    }

    [Theory]
    [InlineData(1024, 256, 384, "samples must be at least 385 long (FftSize = 1024, HopSamples = 256), but was 384.")]
    [InlineData(256, 256, 255, "samples must be at least 256 long (FftSize = 256, HopSamples = 256), but was 255.")]
    public void Of_TooShort_SaysHowLongAtLeast(int fftSize, int hop, int samples, string message)
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(new() { FftSize = fftSize, HopSamples = hop });

        var thrown = Assert.Throws<ArgumentException>(() => spectrogram.Of(zeros(samples)));

        Assert.Equal(message, thrown.Message);
    }

    [Fact]
    public void Of_ShortWindowAndHighFloor_HasThemInTheMiddleOfEachFrame()
    {
        using var scope = NewDisposeScope();
        var format = new AudioFormat { FftSize = 64, WindowSamples = 41, HopSamples = 16, Bins = 6, MelFloor = 0.02 };
        using var spectrogram = new LogMelSpectrogram(format);
        var samples = randn(160, generator: new Generator(4)) / 10;
        var window = nn.functional.pad(hann_window(41, periodic: true), (11, 12)); // 23 zeros, as torch.stft parts them

        var logMel = spectrogram.Of(samples);

        var magnitude = (fft.rfft(samples[8..72] * window).abs().square() + 1e-9).sqrt(); // the third frame: 2·16 - 24
        var expected = MelFilterbank.Of(format).matmul(magnitude).clamp_min(0.02).log();
        TensorAssert.Close(expected, logMel[.., 2], 1e-5);
        Assert.Equal((float)Math.Log(0.02), logMel.min().item<float>());
    }

    [Fact]
    public void Of_TwoChannels_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(new());

        var thrown = Assert.Throws<TensorShapeException>(() => spectrogram.Of(zeros(2, 4000)));

        Assert.Equal("samples must be [S], but was [2, 4000].", thrown.Message);
    }

    [Fact]
    public void Of_Done_LeavesOnlyItsResult()
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(new());
        using var samples = zeros(4000);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        spectrogram.Of(samples);

        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Construct_InAScopeThatEnds_KeepsFiltersAndWindow()
    {
        using var outer = NewDisposeScope();
        LogMelSpectrogram spectrogram;
        using (NewDisposeScope())
            spectrogram = new LogMelSpectrogram(new());

        using (spectrogram)
            Assert.Equal([80L, 15], spectrogram.Of(zeros(4000)).shape);
    }
}
