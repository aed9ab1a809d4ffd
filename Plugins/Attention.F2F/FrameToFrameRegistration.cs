using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="FrameToFrameAttention"/> as <c>f2f</c>.</summary>
public sealed class FrameToFrameRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddAttention<FrameToFrameAttention, FrameToFrameOptions>("f2f");
}
