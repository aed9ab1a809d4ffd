using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

public sealed class SaidOnceTests
{
    [Theory]
    [InlineData(1, "It is so.")]
    [InlineData(2, "It is so. So it is with 1 more: 2.")]
    [InlineData(4, "It is so. So it is with 3 more: 2; 3; 4.")]
    [InlineData(5, "It is so. So it is with 4 more, among them 2; 3; 4.")]
    public void Of_TheSameOfMany_IsSaidOfTheFirstAndNamesThree(int count, string said)
    {
        var one = Assert.Single(SaidOnce.Of(
            Enumerable.Range(1, count).Select(each => (each, "It is so.")), each => $"{each}"));

        Assert.Equal((1, said), (one.First, one.ToString()));
    }

    [Fact]
    public void Of_DifferentThings_KeepTheirOrder()
    {
        var said = SaidOnce.Of([("a", "tall"), ("b", "small"), ("c", "tall")], name => name);

        Assert.Equal(["a: tall. So it is with 1 more: c.", "b: small"], said.Select(one => $"{one.First}: {one}"));
    }
}
