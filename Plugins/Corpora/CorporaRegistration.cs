using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Registers the corpus <c>textgrid-folder</c>.</summary>
public sealed class CorporaRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddCorpus<TextGridFolderCorpus, TextGridFolderOptions>("textgrid-folder");
}
