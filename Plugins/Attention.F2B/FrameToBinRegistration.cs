using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="FrameToBinAttention"/> as <c>f2b</c>.</summary>
public sealed class FrameToBinRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddAttention<FrameToBinAttention, FrameToBinOptions>("f2b");
}
