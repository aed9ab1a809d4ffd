using Melange.Host.Probing;

namespace Melange.Host.Tests.Probing;

public sealed class PhonemeRowsTests
{
    private static readonly string[] Names = ["_", "s", "ih", "t"];

    [Fact]
    public void Of_PhonemeTwiceInTheTarget_TakesItsRowsAndNamesItsNeighbours()
    {
        var map = new SiteMap(
            new double[,] { { 1, 0 }, { 0.25, 0.75 }, { 0.5, 0.5 }, { 1, 0 }, { 0, 0 } }, [2, 2, 1, 3, 2], [2, 3]);

        var rows = PhonemeRows.Of(map, 2, Names);

        Assert.Equal(new double[,] { { 1, 0 }, { 0.25, 0.75 }, { double.NaN, double.NaN } }, rows.Weights);
        Assert.Equal([new(0, 2, "ih+s"), new(2, 1, "t-ih")], rows.Occurrences);
        Assert.Equal(1, rows.Highest);
    }

    [Fact]
    public void Of_PhonemeThatIsNotThere_HasNoRow()
    {
        var rows = PhonemeRows.Of(new(new double[,] { { 1, 0 } }, [1], [2, 3]), 3, Names);

        Assert.Empty(rows.Occurrences);
        Assert.Equal(0, rows.Highest);
    }
}
