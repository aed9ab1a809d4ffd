using Melange.Host.Guarding;

namespace Melange.Host.Tests.Guarding;

/// <summary>How failures of watched parts are named.</summary>
public sealed class PartWatchTests
{
    [Fact]
    public void Run_Result_IsGivenBack() => Assert.Equal(7, WatchedSample.Watch("gate", "mid").Run(() => 7));

    [Fact]
    public void Run_PartThatThrows_NamesSlotPluginVersionAndPlace()
    {
        var cause = new ArithmeticException("too much.");

        var failure = Assert.Throws<PluginException>(
            () => WatchedSample.Watch("gate", "up.0").Run<int>(() => throw cause));

        Assert.Equal("Plugin 'Sample' 1.0.0 (plugins/Sample) failed while being run as gate 'x' at up.0: too much.",
            failure.Message);
        Assert.Same(cause, failure.InnerException);
    }

    [Fact]
    public void Run_PartWithinAPart_NamesTheInnerOne()
    {
        var (outer, inner) = (WatchedSample.Watch("estimator", "model"), WatchedSample.Watch("attention", "mid"));

        var fault = WatchedSample.FaultOf(
            () => outer.Run(() => inner.Run<int>(() => throw new InvalidOperationException("no"))));

        Assert.Equal("attention 'x' at mid: no.", fault);
    }

    [Fact]
    public void Run_StopOrFaultOfTheInput_IsNotThePartsFailure()
    {
        var watch = WatchedSample.Watch("corpus", "corpus");

        Assert.Throws<OperationCanceledException>(() => watch.Run<int>(() => throw new OperationCanceledException()));
        Assert.Throws<FaultException>(
            () => watch.Run<int>(() => throw new FaultException([new("a.wav", 0, "broken.")])));
    }
}
