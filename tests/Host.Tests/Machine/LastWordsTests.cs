using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

public sealed class LastWordsTests
{
    [Fact]
    public void Add_MoreLinesThanAreKept_ForgetsTheFirst() => Assert.Equal("b\nc", Of("a", "b", "c"));

    [Theory, InlineData("frame #0: c10::Error"), InlineData("   at System.Environment.FailFast()"), InlineData("")]
    public void Add_WhereTheCodeWas_IsLeftOut(string line) =>
        Assert.Equal("the cause\nthe end", Of("the cause", line, "the end"));

    [Fact]
    public void Add_LineThatOnlyHasSuchWords_IsKept() => Assert.Equal("look at frame #3", Of("look at frame #3"));

    private static string Of(params string[] lines)
    {
        var words = new LastWords(2);
        foreach (var line in lines)
            words.Add(line);
        return words.ToString();
    }
}
