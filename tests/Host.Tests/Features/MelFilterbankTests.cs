using Melange.Host.Features;
using Melange.Host.TensorFiles;
using Melange.Testing;

namespace Melange.Host.Tests.Features;

public sealed class MelFilterbankTests
{
    [Fact]
    public void Of_DefaultFormat_EqualsTheOracle()
    {
        using var scope = NewDisposeScope();
        var expected = Safetensors.Read("Fixtures/log_mel.safetensors")["filters"];

        var filters = MelFilterbank.Of(new());

        Assert.Equal([80L, 513], filters.shape);
        Assert.Equal(float32, filters.dtype);
        Assert.True(filters.allclose(expected, rtol: 0, atol: 1e-6)); // values up to 0.025 in float32
    }

    [Fact]
    public void Of_NarrowBand_IsZeroOutsideAndHasAreaOneInside()
    {
        using var scope = NewDisposeScope();
        var format = new AudioFormat { SampleRateHz = 22050, FftSize = 4096, Bins = 7, LowHz = 500, HighHz = 6000 };
        var hertz = linspace(0, 11025, 2049);

        var filters = MelFilterbank.Of(format);

        var outside = filters * (hertz.lt(500) | hertz.gt(6000));
        var areas = filters.sum(1) * (11025.0 / 2048);
        Assert.Equal(0f, outside.abs().max().item<float>());
        Assert.True(areas.allclose(ones(7), rtol: 0, atol: 0.01)); // a sum in place of an integral
    }

    [Fact]
    public void Of_HtkScaleOfHeightOne_PeaksAtItsFrequenciesWithOne()
    {
        using var scope = NewDisposeScope();
        var format = new AudioFormat
        {
            SampleRateHz = 22050,
            FftSize = 16384,
            Bins = 5,
            LowHz = 100,
            HighHz = 7000,
            MelScale = MelScale.Htk,
            FilterHeight = FilterHeight.One
        };
        var (low, high) = (2595 * Math.Log10(1 + 100 / 700.0), 2595 * Math.Log10(1 + 7000 / 700.0));
        var middles = Enumerable.Range(1, 5).Select(bin =>
            (float)(700 * (Math.Pow(10, (low + (high - low) * bin / 6) / 2595) - 1))).ToArray();

        var filters = MelFilterbank.Of(format);

        var (heights, places) = filters.max(1);
        TensorAssert.Close(ones(5), heights, 0.01); // bins of 1.3 Hz, filters of 300 Hz at least
        TensorAssert.Close(tensor(middles), places.to(float32) * 22050 / 16384, 0.7);
    }

    [Fact]
    public void Of_BrokenFormat_SaysWhatToChange()
    {
        var thrown = Assert.Throws<OptionsException>(() => MelFilterbank.Of(new() { Bins = 0 }));

        Assert.Equal("Bins must be at least 1, but was 0.", thrown.Message);
    }
}
