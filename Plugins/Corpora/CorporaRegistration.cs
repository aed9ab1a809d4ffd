using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Registers the corpora by name, and those that are folders of ours.</summary>
public sealed class CorporaRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddCorpus<TextGridFolderCorpus, TextGridFolderOptions>("textgrid-folder")
        .AddCorpus<TextFolderCorpus, TextFolderOptions>("text-folder")
        .AddCorpus<LjSpeechCorpus, LjSpeechOptions>("ljspeech")
        .AddCorpus<VctkCorpus, VctkOptions>("vctk")
        .AddCorpus<EsdCorpus, EsdOptions>("esd")
        .AddCorpus<LibriTtsCorpus, LibriTtsOptions>("libritts")
        .AddCorpus<AudioFolderCorpus, AudioFolderOptions>("folder")
        .AddCorpusLayout<ShippedLayouts>();
}
