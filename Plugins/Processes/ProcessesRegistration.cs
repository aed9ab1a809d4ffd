using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers the processes <c>grad-tts</c> and <c>flow-matching</c>.</summary>
public sealed class ProcessesRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddProcess<GradTtsProcess, NoOptions>("grad-tts")
        .AddProcess<FlowMatchingProcess, FlowMatchingOptions>("flow-matching");
}
