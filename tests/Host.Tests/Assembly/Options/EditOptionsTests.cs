using Melange.Host.Assembly.Options;

namespace Melange.Host.Tests.Assembly.Options;

public sealed class EditOptionsTests
{
    [Fact]
    public void Validated_ScaleAndLink_AreThemselves()
    {
        var options = new EditOptions { Phonemes = ["s"], Scale = 0, Link = LinkEdit.Forbid, From = 0.1, To = 0.2 };

        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void Validated_EveryRuleOfALinkBroken_ListsAll()
    {
        var options = new EditOptions
        {
            Phonemes = [],
            Scale = double.NaN,
            Link = LinkEdit.Force,
            From = -1,
            To = -2,
            Until = 0
        };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            [
                "Phonemes must name at least one, but was empty.", "Scale must be finite, but was NaN.",
                "From must be at least 0, but was -1.", "To must be above From = -1, but was -2.",
                "Until must be above 0 and at most 1, but was 0."
            ],
            thrown.Problems);
    }

    [Fact]
    public void Validated_SpanWithoutLink_Throws()
    {
        var options = new EditOptions { Phonemes = ["s"], To = 0.2 };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            [
                "From and To must be left out where Link is none.",
                "Scale must differ from 1, or Link from none: the edit would change nothing."
            ],
            thrown.Problems);
    }

    [Fact]
    public void Validated_LinkWithoutEnd_Throws()
    {
        var options = new EditOptions { Phonemes = ["s"], Link = LinkEdit.Force };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal("To must be above From = 0, but was left out.", thrown.Message);
    }
}
