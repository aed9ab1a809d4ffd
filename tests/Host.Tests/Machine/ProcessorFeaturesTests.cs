using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

public sealed class ProcessorFeaturesTests
{
    [Fact]
    public void Warning_HiddenCaches_SaysWhatItCosts()
    {
        Assert.Equal("this virtual machine hides the processor's caches: oneDNN would be wrong here and is left out, "
            + "which takes about twice as long.", new ProcessorFeatures(false) { HidesCaches = true }.Warning);
        Assert.Null(new ProcessorFeatures(true).Warning);
    }
}
