using Melange.Host.Configs;
using Melange.Host.Plugins;
using Melange.Host.Tests.Configs;
using Melange.Testing;

namespace Melange.Host.Tests.Plugins;

/// <summary>The conformance suite on the README's own plugin, which was loaded from its folder as any other.</summary>
public sealed class StrangersAttentionTests : AttentionMapConformance
{
    private static readonly Lazy<PluginCatalog> Catalog = new(() => PluginCatalog.Load([TestFolder.TestPlugins]));

    protected override IReferenceAttention Build(AttentionSite site)
    {
        using var folder = new TestFolder();
        var file = folder.Write("mine.json", """{ "attention": { "use": "my-attention" } }""");
        var config = LayeredConfig.Read(file, []);
        return OptionsBinder.Bind<SampleUnet>(config, Catalog.Value).Attention.Build(site);
    }
}
