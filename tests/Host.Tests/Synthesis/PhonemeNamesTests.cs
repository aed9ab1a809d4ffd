using Melange.Host.Synthesis;

namespace Melange.Host.Tests.Synthesis;

public sealed class PhonemeNamesTests
{
    private static readonly PhonemeNames Names = new(["_", "N", "n", "ih"]);

    [Theory]
    [InlineData("N", 1L)]
    [InlineData("n", 2L)]
    [InlineData("IH", 3L)]
    [InlineData("_", null)]
    [InlineData("x", null)]
    public void Find_Name_ExactFirstThenInAnyCase(string name, long? id) => Assert.Equal(id, Names.Find(name));

    [Fact]
    public void Problem_NameOfTwo_NamesBoth()
    {
        var names = new PhonemeNames(["_", "Ih", "iH"]);

        Assert.Null(names.Find("ih"));
        Assert.Equal("'ih' may be 'Ih' or 'iH': write it as one of these.", names.Problem("ih"));
    }

    [Fact]
    public void Problem_UnknownName_NamesTheNearest() => Assert.Equal(
        "no phoneme is called 'ihh'. Did you mean 'ih'? Known: N, n, ih.", Names.Problem("ihh"));
}
