using Melange.Host.Assembly;
using Melange.Host.Guarding;

namespace Melange.Host.Tests.Assembly;

public sealed class RunAssemblyTests
{
    [Fact]
    public void ReadCorpus_PluginThatFails_IsAFaultOfTheCorpus()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options() with
        {
            Corpus = new("mine", _ => throw new PluginException("Plugin 'Mine' 1.0.0 failed while being built: no."))
        };

        var failure = Assert.Throws<FaultException>(() => RunAssembly.ReadCorpus(options));

        Assert.Equal("corpus: Plugin 'Mine' 1.0.0 failed while being built: no.", failure.Message);
    }
}
