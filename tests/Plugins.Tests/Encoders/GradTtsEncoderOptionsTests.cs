namespace Melange.Plugins.Tests.Encoders;

public sealed class GradTtsEncoderOptionsTests
{
    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        var options = new GradTtsEncoderOptions();

        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void Validated_EveryRuleBroken_ListsAll()
    {
        var options = new GradTtsEncoderOptions
        {
            Channels = 0,
            FilterChannels = -1,
            DurationChannels = 0,
            Heads = 0,
            Layers = 0,
            KernelSize = 4,
            WindowSize = -1,
            Dropout = 1,
            PrenetDropout = double.NaN,
            Conditions = ["speaker", "speaker"]
        };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            [
                "Channels must be at least 1, but was 0.",
                "FilterChannels must be at least 1, but was -1.",
                "DurationChannels must be at least 1, but was 0.",
                "Heads must be at least 1, but was 0.",
                "Layers must be at least 1, but was 0.",
                "KernelSize must be odd and at least 1, but was 4.",
                "WindowSize must be at least 0, but was -1.",
                "Dropout must be at least 0 and below 1, but was 1.",
                "PrenetDropout must be at least 0 and below 1, but was NaN.",
                "Conditions must all be different, but was [speaker, speaker]."
            ],
            thrown.Problems);
    }
}
