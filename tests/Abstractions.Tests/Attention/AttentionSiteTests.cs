namespace Melange.Tests.Attention;

public sealed class AttentionSiteTests
{
    [Theory, InlineData(0, 1), InlineData(1, 2), InlineData(2, 4)]
    public void TargetStride_OfALevel_DoublesWithEach(int level, int expected)
    {
        var site = new AttentionSite("mid", level, Channels: 3, Bins: 4, ReferenceWidth: 5);

        Assert.Equal(expected, site.TargetStride);
        Assert.Equal(1, site.ReferenceStride);
    }

    [Fact]
    public void ReferenceWidthOrThrow_ModelWithoutConditions_SaysWhatIsMissing()
    {
        var site = new AttentionSite("mid", 0, Channels: 3, Bins: 4, ReferenceWidth: 5);

        Assert.Equal(5, site.ReferenceWidthOrThrow());
        Assert.Equal(
            "Conditioning must have at least one condition where attention is to the reference, but was empty.",
            Assert.Throws<OptionsException>(() => (site with { ReferenceWidth = 0 }).ReferenceWidthOrThrow()).Message);
    }
}
