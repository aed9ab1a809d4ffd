using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="EulerSampler"/> as <c>euler</c>.</summary>
public sealed class SamplersRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services.AddSampler<EulerSampler, EulerOptions>("euler");
}
