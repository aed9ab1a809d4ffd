namespace Melange.Plugins.Tests.Vocoders;

public sealed class GriffinLimOptionsTests
{
    [Fact]
    public void Validated_EveryRuleBroken_ListsAll()
    {
        var options = new GriffinLimOptions { Iterations = 0, Momentum = 1.5 };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            ["Iterations must be at least 1, but was 0.", "Momentum must be at least 0 and at most 1, but was 1.5."],
            thrown.Problems);
    }

    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        var options = new GriffinLimOptions();

        Assert.Same(options, options.Validated());
    }
}
