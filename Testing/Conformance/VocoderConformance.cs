using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any vocoder; derive a test class from it and build yours.</summary>
public abstract class VocoderConformance
{
    /// <summary>The format that the vocoder is built for: 8 kHz, 70 samples a frame, 20 bins up to 3500 Hz; override it
    /// where that does not suit.</summary>
    protected virtual AudioFormat Format { get; } =
        new() { SampleRateHz = 8000, FftSize = 300, HopSamples = 70, Bins = 20, HighHz = 3500 };

    /// <summary>Builds the vocoder under test.</summary>
    protected abstract IVocoder Build(VocoderContext context);

    /// <summary>A hop of samples a frame, finite, and within full scale however loud the spectrogram is.</summary>
    [Theory]
    [InlineData(1, 0), InlineData(2, 0), InlineData(3, 0), InlineData(31, 0), InlineData(9, 9)]
    public void Vocode_AnyLengthAndLevel_GivesAHopOfSamplesAFrameWithinFullScale(int frames, int louder)
    {
        using var scope = NewDisposeScope();

        var samples = Vocode(Built(), Example(frames) + louder);

        Assert.Equal([(long)frames * Format.HopSamples], samples.shape);
        Assert.True(samples.abs().le(1).all().item<bool>(), "The audio holds NaN or leaves [-1, 1]."); // false for NaN
    }

    /// <summary>A louder spectrogram sounds louder.</summary>
    [Fact]
    public void Vocode_LouderSpectrogram_SoundsLouder()
    {
        using var scope = NewDisposeScope();
        var vocoder = Built();

        var (quiet, loud) = (Vocode(vocoder, Example(12) - 2), Vocode(vocoder, Example(12)));

        Assert.True(loud.square().mean().item<float>() > quiet.square().mean().item<float>(), "It sounds no louder.");
    }

    /// <summary>The generator's seed decides every bit that the spectrogram does not.</summary>
    [Fact]
    public void Vocode_SameSeed_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();

        TensorAssert.SameBits(Vocode(Built(), Example(9)), Vocode(Built(), Example(9)));
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Vocode_AnySpectrogram_LeavesItAsItWas()
    {
        using var scope = NewDisposeScope();
        var logMel = Example(9);

        TensorAssert.Unchanged([logMel], () => Vocode(Built(), logMel));
    }

    /// <summary>The audio is memory of its own.</summary>
    [Fact]
    public void Vocode_SpectrogramOverwrittenAfterwards_KeepsItsAudio()
    {
        using var scope = NewDisposeScope();
        var logMel = Example(9);
        var samples = Vocode(Built(), logMel);
        var before = samples.clone();

        logMel.fill_(9);

        TensorAssert.SameBits(before, samples);
    }

    /// <summary>Only the audio outlives a call.</summary>
    [Fact]
    public void Vocode_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var (vocoder, logMel) = (Built(), Example(9));

        TensorAssert.NoneLeftBehind(() => vocoder.Vocode(logMel, random).Dispose());
    }

    /// <summary>A spectrogram of other bins, or of a batch, is refused.</summary>
    [Fact]
    public void Vocode_SpectrogramOfAnotherShape_Throws()
    {
        using var scope = NewDisposeScope();
        var vocoder = Built();
        Tensor[] misfits = [zeros(Format.Bins + 1, 5), zeros(1, Format.Bins, 5)];

        Assert.All(misfits, misfit => Assert.Throws<TensorShapeException>(() => Vocode(vocoder, misfit)));
    }

    /// <summary>A seed decides every weight, and every module is registered, so that it is trained and saved.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(Built);

    /// <summary>A log-mel of noise: near −4 in all bins, <c>[M, T]</c>.</summary>
    protected Tensor Example(int frames)
    {
        using var random = new Generator(7);
        return randn([Format.Bins, frames], generator: random) - 4;
    }

    // The filters are the caller's, and here they end with the building.
    private IVocoder Built()
    {
        using var filters = Filters();
        return Build(new(Format, filters));
    }

    private static Tensor Vocode(IVocoder vocoder, Tensor logMel)
    {
        using var off = no_grad();
        using var random = new Generator(4);
        return vocoder.Vocode(logMel, random);
    }

    // Triangles side by side, each from the middle of the one before to that of the next, [M, FftSize/2 + 1].
    private Tensor Filters()
    {
        using var scope = NewDisposeScope();
        var frequencies = linspace(0, Format.SampleRateHz / 2.0, Format.FftSize / 2 + 1).unsqueeze(0); // [1, F]
        var width = (Format.HighHz - Format.LowHz) / (Format.Bins + 1);
        var middles = (arange(1, Format.Bins + 1) * width + Format.LowHz).unsqueeze(1); // [M, 1]
        return (1 - (frequencies - middles).abs() / width).clamp_min(0).MoveToOuterDisposeScope();
    }
}
