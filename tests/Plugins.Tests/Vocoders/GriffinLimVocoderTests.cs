using System.Runtime.InteropServices;
using Melange.Host.Features;
using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Vocoders;

public sealed class GriffinLimVocoderTests : VocoderConformance
{
    private static readonly AudioFormat SmallFormat = new()
    {
        SampleRateHz = 8000,
        FftSize = 300,
        HopSamples = 70,
        Bins = 20,
        HighHz = 3500
    };

    protected override IVocoder Build(VocoderContext context) =>
        new GriffinLimVocoder(new() { Iterations = 5 }, context);

    [Fact]
    public void Vocode_SpectrogramOfSpeech_SoundsMuchLikeIt()
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(new());
        using var vocoder = new GriffinLimVocoder(new(), new(new(), spectrogram.Filters));
        var logMel = spectrogram.Of(Speech());

        var samples = vocoder.Vocode(logMel, new Generator(1));

        // measured 0.11 of a nat; random phases without a round give 0.66
        var error = (spectrogram.Of(samples) - logMel).abs().mean().item<float>();
        Assert.True(error < 0.12, $"mean error {error}");
    }

    [Fact]
    public void Vocode_WithMomentum_ComesNearerThanWithout()
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(new());
        using var fast = new GriffinLimVocoder(new(), new(new(), spectrogram.Filters));
        using var plain = new GriffinLimVocoder(new() { Momentum = 0 }, new(new(), spectrogram.Filters));
        var logMel = spectrogram.Of(Speech());

        var fastError = (spectrogram.Of(fast.Vocode(logMel, new Generator(1))) - logMel).abs().mean().item<float>();
        var plainError = (spectrogram.Of(plain.Vocode(logMel, new Generator(1))) - logMel).abs().mean().item<float>();

        Assert.True(fastError < 0.95 * plainError, $"{fastError} with, {plainError} without");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(31)]
    public void Vocode_AnyLength_GivesAHopOfSamplesAFrame(int frames)
    {
        using var scope = NewDisposeScope();
        using var vocoder = Small();

        var samples = vocoder.Vocode(LogMel(frames), new Generator(1));

        Assert.Equal([frames * 70L], samples.shape);
        Assert.True(samples.isfinite().all().item<bool>());
        Assert.True(samples.abs().max().item<float>() > 0);
    }

    [Fact]
    public void Vocode_LouderThanFullScale_IsCut()
    {
        using var scope = NewDisposeScope();
        using var vocoder = Small();

        var samples = vocoder.Vocode(LogMel(9) + 9, new Generator(1));

        Assert.Equal(1f, samples.abs().max().item<float>());
    }

    [Fact]
    public void Vocode_OtherSeed_GivesOtherPhases()
    {
        using var scope = NewDisposeScope();
        using var vocoder = Small();

        var samples = vocoder.Vocode(LogMel(9), new Generator(4));

        Assert.False(samples.allclose(vocoder.Vocode(LogMel(9), new Generator(5))));
    }

    [Fact]
    public void Vocode_Done_LeavesOnlyItsResult()
    {
        using var scope = NewDisposeScope();
        using var vocoder = Small();
        var (logMel, random) = (LogMel(9), new Generator(4));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        vocoder.Vocode(logMel, random);

        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Construct_InAScopeThatEnds_KeepsItsFilters()
    {
        using var outer = NewDisposeScope();
        GriffinLimVocoder vocoder;
        using (NewDisposeScope())
            vocoder = Small();

        using (vocoder)
            Assert.Equal([70L], vocoder.Vocode(LogMel(1), new Generator(1)).shape);
    }

    [Fact]
    public void Vocode_NoFrame_SaysWhatToChange()
    {
        using var scope = NewDisposeScope();
        using var vocoder = Small();

        var thrown = Assert.Throws<ArgumentException>(() => vocoder.Vocode(zeros(20, 0), new Generator(1)));

        Assert.Equal("logMel must be at least 1 frame long, but was 0.", thrown.Message);
    }

    [Fact]
    public void Vocode_OtherBins_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        using var vocoder = Small();

        var thrown = Assert.Throws<TensorShapeException>(() => vocoder.Vocode(zeros(21, 5), new Generator(1)));

        Assert.Equal("logMel must be [M=20, T], but was [21, 5].", thrown.Message);
    }

    [Fact]
    public void Construct_FiltersOfAnotherFormat_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var thrown = Assert.Throws<TensorShapeException>(
            () => new GriffinLimVocoder(new(), new(SmallFormat, zeros(80, 513))));

        Assert.Equal("context.MelFilters must be [M=20, F=151], but was [80, 513].", thrown.Message);
    }

    private static GriffinLimVocoder Small()
    {
        using var filters = MelFilterbank.Of(SmallFormat);
        return new(new() { Iterations = 5 }, new(SmallFormat, filters));
    }

    private static Tensor LogMel(int frames) => randn(20, frames, generator: new Generator(7)) - 4;

    private static Tensor Speech()
    {
        const int headerBytes = 44;
        var pcm = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes("Fixtures/slt_happy_03.wav").AsSpan(headerBytes));
        return tensor(pcm.ToArray()).to(float32) / 32768;
    }
}
