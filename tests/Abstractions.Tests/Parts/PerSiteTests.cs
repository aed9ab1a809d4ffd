namespace Melange.Tests.Parts;

public sealed class PerSiteTests
{
    private static readonly PerSite<int> Some = new(5, new Dictionary<string, int> { ["mid"] = 6, ["up.0"] = 5 });

    [Theory, InlineData("mid", 6), InlineData("up.0", 5), InlineData("down.0", 5)]
    public void At_Site_IsItsOwnValueOrTheCommonOne(string site, int expected) => Assert.Equal(expected, Some.At(site));

    [Fact]
    public void Values_OfSomeSites_BeginWithTheCommonOne() => Assert.Equal([5, 6, 5], Some.Values);

    [Fact]
    public void Conversion_OfAValue_IsThatValueEverywhere()
    {
        PerSite<int> everywhere = 7;

        Assert.Equal(7, everywhere.At("mid"));
        Assert.Equal([7], everywhere.Values);
    }
}
