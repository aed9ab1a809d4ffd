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
}
