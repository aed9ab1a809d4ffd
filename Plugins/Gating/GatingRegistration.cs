using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers the gates <c>always</c>, <c>never</c> and <c>phoneme-fallback</c>.</summary>
public sealed class GatingRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddGate<AlwaysGate, NoOptions>("always")
        .AddGate<NeverGate, NoOptions>("never")
        .AddGate<PhonemeFallbackGate, NoOptions>("phoneme-fallback");
}
