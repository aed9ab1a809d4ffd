namespace Melange.Plugins.Tests.Attention;

public sealed class FrameToFrameOptionsTests
{
    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        var options = new FrameToFrameOptions();

        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void Validated_EveryRuleBroken_ListsAll()
    {
        var options = new FrameToFrameOptions
        {
            Heads = 0,
            Features = -1,
            Dropout = 1,
            Position = FramePosition.Rotary
        };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            [
                "Heads must be at least 1, but was 0.", "Features must be at least 1, but was -1.",
                "Dropout must be at least 0 and below 1, but was 1.",
                "Features must be even where Position is rotary, but was -1."
            ],
            thrown.Problems);
    }

    [Theory, InlineData(-0.1), InlineData(double.NaN)]
    public void Validated_DropoutThatIsNoShare_Throws(double dropout)
    {
        var thrown = Assert.Throws<OptionsException>(new FrameToFrameOptions { Dropout = dropout }.Validated);

        Assert.Equal($"Dropout must be at least 0 and below 1, but was {dropout}.", thrown.Message);
    }
}
