namespace Melange.Plugins.Tests.Estimator;

public sealed class MatchaOptionsTests
{
    private static readonly MatchaOptions Sound = new()
    {
        Attention = Estimators.Attention("f2f"),
        Gate = Estimators.Gate("always")
    };

    [Fact]
    public void SiteNames_Layouts_AreInTheOrderOfTheNetwork()
    {
        Assert.Equal(["down.0", "down.1", "mid.0", "mid.1", "up.0", "up.1"], Sound.SiteNames);
        Assert.Equal(["down.0.0", "down.0.1", "up.0.0", "up.0.1"],
            (Sound with { Channels = [8], Blocks = 2, MidLevels = 0 }).SiteNames);
        Assert.Empty((Sound with { Channels = [] }).SiteNames);
    }

    [Fact]
    public void Validated_BrokenRules_AreAllNamed()
    {
        var options = Sound with
        {
            Channels = [8, 12],
            Blocks = 0,
            MidLevels = -1,
            Heads = 0,
            Features = 0,
            TimeScale = 0,
            Dropout = 1,
            RezeroStart = double.NaN
        };

        var fault = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            [
                "Channels must be multiples of Groups = 8, one a level, but were [8, 12].",
                "Blocks must be at least 1, but was 0.",
                "Heads must be at least 1, but was 0.",
                "Features must be at least 1, but was 0.",
                "MidLevels must be at least 0, but was -1.",
                "TimeScale must be above 0, but was 0.",
                "Dropout must be at least 0 and below 1, but was 1.",
                "RezeroStart must be finite, but was NaN."
            ], fault.Problems);
    }

    [Fact]
    public void Constructor_SpeakerThatDoesNotFit_IsNamed()
    {
        var unknown = Assert.Throws<OptionsException>(
            () => new MatchaDecoder(Sound with { Speaker = "speakr" }, Estimators.Context));
        var odd = Assert.Throws<OptionsException>(() => new MatchaDecoder(
            Sound with { Speaker = "odd" }, Estimators.Context with { Conditions = [new("odd", 3)] }));

        Assert.Equal("Speaker must name a condition, but was 'speakr'. Known: speaker, melstyle.", unknown.Message);
        Assert.Equal("Speaker must have an even number of features, but 'odd' has 3.", odd.Message);
    }

    [Fact]
    public void Constructor_PublishedSize_HasItsWeightsAndCost()
    {
        using var scope = NewDisposeScope();
        var decoder = new MatchaDecoder(
            Sound with { Attention = Estimators.Attention("none"), Rezero = RezeroMode.None },
            new(80, [], new(), ["_", "x"]));

        var (two, four, six) = (Cost(2), Cost(4), Cost(6));

        Assert.Equal(11_008_848, decoder.parameters().Sum(weight => weight.NumberOfElements));
        // Scores and their sum, of 2·64 features: two levels of all frames, four of half of them.
        Assert.Equal(2 * 2 * 64 * (2 * (36 - 2 * 16 + 4) + 4 * (9 - 2 * 4 + 1)), six - 2 * four + two);

        long Cost(long frames) => decoder.MultiplyAdds(new(1, frames, 1, 1));
    }
}
