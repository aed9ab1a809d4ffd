using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="LinearAttention"/> as <c>linear</c>.</summary>
public sealed class LinearRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddAttention<LinearAttention, LinearOptions>("linear");
}
