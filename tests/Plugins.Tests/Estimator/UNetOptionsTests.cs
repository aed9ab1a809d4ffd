namespace Melange.Plugins.Tests.Estimator;

public sealed class UNetOptionsTests
{
    [Fact]
    public void Validated_DefaultsWithBothParts_AreThemselves()
    {
        var small = Estimators.Options("f2f");
        var options = new UNetOptions { Attention = small.Attention, Gate = small.Gate };

        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void Validated_EveryRuleBroken_ListsAll()
    {
        var options = Estimators.Options("f2f") with
        {
            Groups = 0,
            Dim = 3,
            TimeScale = 0,
            Rezero = RezeroMode.None,
            RezeroStart = double.NaN,
            ReferenceStride = 0
        };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            [
                "Groups must be at least 1, but was 0.",
                "Dim must be an even multiple of Groups = 0 and at least 4, but was 3.",
                "TimeScale must be above 0, but was 0.",
                "RezeroStart must be finite, but was NaN.",
                "RezeroStart must be left out where Rezero is none, but was NaN.",
                "ReferenceStride must be at least 1, but was 0."
            ],
            thrown.Problems);
    }

    [Theory, InlineData(12, 8), InlineData(7, 7), InlineData(2, 2)]
    public void Validated_DimThatDoesNotFitGroups_Throws(int dim, int groups)
    {
        var options = Estimators.Options("f2f") with { Dim = dim, Groups = groups };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            $"Dim must be an even multiple of Groups = {groups} and at least 4, but was {dim}.", thrown.Message);
    }

    [Fact]
    public void Constructor_ContextDoesNotFit_ListsAll()
    {
        var context = new EstimatorContext(10, [new("speaker", 8)], new(), ["_"]);

        var thrown = Assert.Throws<OptionsException>(() => new UNet(Estimators.Options("f2f"), context));

        Assert.Equal(
            [
                "Bins must be a multiple of 4 for three levels, but was 10.",
                "Speaker must name a condition of 10 features, but 'speaker' has 8."
            ],
            thrown.Problems);
    }
}
