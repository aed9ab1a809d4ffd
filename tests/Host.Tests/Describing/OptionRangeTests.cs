using Melange.Host.Describing;

namespace Melange.Host.Tests.Describing;

public sealed class OptionRangeTests
{
    [Theory]
    [InlineData("Heads H. At least 1; default 4.", "at least 1")]
    [InlineData("Share. At least 0, below 1; default 0.1.", "at least 0, below 1")]
    [InlineData("Gate before training: above 0 (closed), below 1 (open); default 0.1.", "above 0, below 1")]
    [InlineData("Time. Above 0, at most 0.5; default 0.1.", "above 0, at most 0.5")]
    [InlineData("Of these, the first ones. At least 0, below Steps; default 0.", "at least 0, below Steps")]
    [InlineData("Kernel. Odd, at least 1; default 3.", "at least 1")]
    [InlineData("Steps. Each at least 1; none by default.", "at least 1")]
    [InlineData("Highest. Above LowestHz, at most Rate/4; default 500.", "above LowestHz, at most Rate/4")]
    [InlineData("At most so many pairs are evaluated. At least 1; default 1000.", "at least 1")]
    [InlineData("Guidance. At least 0; default 0. Above 0 only for models trained with dropout.", "at least 0")]
    [InlineData("Slope. At least -1e-3, at most 2; default 0.", "at least -1e-3, at most 2")]
    [InlineData("Seeds. At least one, all different; default 1.", "")]
    [InlineData("How long. At least 00:00:01, below 1.12:30:00.5; default 00:05:00.",
        "at least 00:00:01, below 1.12:30:00.5")]
    [InlineData("Any finite number; default 0.", "")]
    [InlineData("", "")]
    public void Of_Text_FindsTheBoundsThatItStates(string text, string range) =>
        Assert.Equal(range, OptionRange.Of(text).ToString());

    [Fact]
    public void Number_OfAnotherOption_IsNone()
    {
        var range = OptionRange.Of("At least 0.5, below Steps.");

        Assert.Equal((0.5, null), (range.Lower!.Number, range.Upper!.Number));
        Assert.Equal((false, true), (range.Lower.IsExclusive, range.Upper.IsExclusive));
    }
}
