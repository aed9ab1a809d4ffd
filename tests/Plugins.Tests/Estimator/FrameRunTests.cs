namespace Melange.Plugins.Tests.Estimator;

public sealed class FrameRunTests
{
    [Fact]
    public void Of_MaskWithHoles_GivesItsRunsInOrder()
    {
        var runs = FrameRun.Of([false, true, true, true, false, false, true]);

        Assert.Equal([new(0, 1, false), new(1, 3, true), new(4, 2, false), new(6, 1, true)], runs);
    }

    [Fact]
    public void Of_NoFrames_GivesNone() => Assert.Empty(FrameRun.Of([]));
}
