namespace Melange.Plugins.Tests.Conditioning;

public sealed class ConditionerOptionsTests
{
    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        var options = new ConditionerOptions();

        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void Validated_EveryRuleBroken_ListsAll()
    {
        var options = new ConditionerOptions { Width = 0, Hidden = -1 };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            ["Width must be at least 1, but was 0.", "Hidden must be at least 1, but was -1."], thrown.Problems);
    }
}
