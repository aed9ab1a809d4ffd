using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>
/// Offers the gates <c>always</c>, <c>never</c>, <c>phoneme-fallback</c> and <c>phoneme-fallback-soft</c>.
/// </summary>
public sealed class GatingRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddGate<AlwaysGate, GateOptions>("always")
        .AddGate<NeverGate, GateOptions>("never")
        .AddGate<PhonemeFallbackGate, PhonemeFallbackOptions>("phoneme-fallback")
        .AddGate<SoftPhonemeFallbackGate, SoftPhonemeFallbackOptions>("phoneme-fallback-soft");
}
