using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Registers the corpora <c>textgrid-folder</c> and <c>text-folder</c>.</summary>
public sealed class CorporaRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddCorpus<TextGridFolderCorpus, TextGridFolderOptions>("textgrid-folder")
        .AddCorpus<TextFolderCorpus, TextFolderOptions>("text-folder");
}
