namespace Melange.Plugins.Tests.Attention;

public sealed class LinearOptionsTests
{
    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        var options = new LinearOptions();

        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void Validated_EveryRuleBroken_ListsAll()
    {
        var options = new LinearOptions { Heads = 0, Features = -1 };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            ["Heads must be at least 1, but was 0.", "Features must be at least 1, but was -1."], thrown.Problems);
    }
}
