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
            MelMean = double.NaN,
            MelDeviation = 0
        };

        var fault = Assert.Throws<OptionsException>(format.Validated);

        Assert.Equal(
            [
                "SampleRateHz must be at least 1000, but was 10.",
                "HopSamples must be at least 1, but was 0.",
                "FftSize must be HopSamples = 0 plus an even number, but was -1.",
                "Bins must be at least 1, but was 0.",
                "LowHz must be at least 0, but was -3.",
                "HighHz must be above LowHz and at most 5, but was 6.",
                "MelMean must be finite, but was NaN.",
                "MelDeviation must be above 0, but was 0."
            ], fault.Problems);
    }
}
