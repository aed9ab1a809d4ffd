namespace Melange.Tests.Vocoding;

public sealed class AudioFormatTests
{
    [Fact]
    public void Validated_Defaults_AreThoseOfGradTtsAt16KiloHertz() =>
        Assert.Equal(62.5, new AudioFormat().Validated().FrameRateHz);

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
            HighHz = 6
        };

        var fault = Assert.Throws<OptionsException>(format.Validated);

        Assert.Equal(
            [
                "SampleRateHz must be at least 1000, but was 10.",
                "HopSamples must be at least 1, but was 0.",
                "FftSize must be HopSamples = 0 plus an even number, but was -1.",
                "Bins must be at least 1, but was 0.",
                "LowHz must be at least 0, but was -3.",
                "HighHz must be above LowHz and at most 5, but was 6."
            ], fault.Problems);
    }
}
