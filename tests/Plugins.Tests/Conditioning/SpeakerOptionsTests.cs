namespace Melange.Plugins.Tests.Conditioning;

public sealed class SpeakerOptionsTests
{
    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        var options = new SpeakerOptions();

        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void Validated_EveryRuleBroken_ListsAll()
    {
        var options = new SpeakerOptions { Width = 0, Hidden = -1, Embedding = -2 };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            [
                "Width must be at least 1, but was 0.", "Hidden must be at least 0, but was -1.",
                "Embedding must be at least 1, but was -2."
            ],
            thrown.Problems);
    }

    [Fact]
    public void Validated_OtherWidthWithoutPerceptron_NamesTheEmbedding()
    {
        var options = new SpeakerOptions { Width = 16, Hidden = 0, Embedding = 12 };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            ["Width must be Embedding = 12 where Hidden is 0, which leaves the embedding as it is, but was 16."],
            thrown.Problems);
    }
}
