namespace Melange.Tests.Vocoding;

public sealed class AudioFormatTests
{
    [Fact]
    public void Validated_Defaults_AreThoseOfGradTtsAt16KiloHertz() =>
        Assert.Equal(62.5, new AudioFormat().Validated().FrameRateHz);

    [Fact]
    public void Normalised_AnyLogMel_HasItsPlaceAndUnitTakenAway()
    {
        using var scope = NewDisposeScope();
        var format = new AudioFormat { MelMean = -6, MelDeviation = 2 };
        var logMel = tensor(new float[] { -6, -2, -11 });

        var normalised = format.Normalised(logMel);

        Assert.Equal([0, 2, -2.5f], normalised.data<float>());
        Assert.Equal([-6, -2, -11], format.LogMelOf(normalised).data<float>());
        Assert.Equal([-6, -2, -11], logMel.data<float>()); // the original stays
    }

    [Fact]
    public void Differences_EveryNumberOther_NamesEach()
    {
        var format = new AudioFormat
        {
            SampleRateHz = 22050,
            FftSize = 2048,
            WindowSamples = 1200,
            HopSamples = 300,
            Bins = 100,
            LowHz = 20,
            HighHz = 9000.5,
            MelScale = MelScale.Htk,
            FilterHeight = FilterHeight.One,
            MelFloor = 1e-7
        };

        Assert.Equal(
            [
                "sampleRateHz 22050, not 16000", "fftSize 2048, not 1024", "windowSamples 1200, not 1024",
                "hopSamples 300, not 256", "bins 100, not 80", "lowHz 20, not 0", "highHz 9000.5, not 8000",
                "melScale htk, not slaney", "filterHeight one, not area", "melFloor 1E-07, not 1E-05"
            ], format.Differences(new()));
    }

    [Fact]
    public void Differences_OfWhatMakesNoOtherLogMel_AreNone() => Assert.Empty(
        new AudioFormat { WindowSamples = 1024, MelMean = -6, MelDeviation = 2 }.Differences(new()));

    [Fact]
    public void Validated_EveryRuleBroken_ListsEveryOne()
    {
        var format = new AudioFormat
        {
            SampleRateHz = 10,
            HopSamples = 0,
            FftSize = -1,
            Bins = 0,
            LowHz = -3,
            HighHz = 6,
            WindowSamples = 1,
            MelFloor = 0,
            MelMean = double.NaN,
            MelDeviation = 0
        };

        var fault = Assert.Throws<OptionsException>(format.Validated);

        Assert.Equal(
            [
                "SampleRateHz must be at least 1000, but was 10.",
                "HopSamples must be at least 1, but was 0.",
                "FftSize must be HopSamples = 0 plus an even number, but was -1.",
                "WindowSamples must be at least 0 and at most FftSize = -1, but was 1.",
                "Bins must be at least 1, but was 0.",
                "LowHz must be at least 0, but was -3.",
                "HighHz must be above LowHz and at most 5, but was 6.",
                "MelFloor must be above 0, but was 0.",
                "MelMean must be finite, but was NaN.",
                "MelDeviation must be above 0, but was 0."
            ], fault.Problems);
    }
}
