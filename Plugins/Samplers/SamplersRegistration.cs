using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>
/// Offers the samplers <c>euler</c>, <c>euler-sde</c>, <c>ml-sde</c>, <c>heun</c> and <c>dpm-solver++</c>.
/// </summary>
public sealed class SamplersRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddSampler<EulerSampler, EulerOptions>("euler")
        .AddSampler<EulerSdeSampler, EulerSdeOptions>("euler-sde")
        .AddSampler<MaximumLikelihoodSdeSampler, MaximumLikelihoodSdeOptions>("ml-sde")
        .AddSampler<HeunSampler, HeunOptions>("heun")
        .AddSampler<DpmSolverSampler, DpmSolverOptions>("dpm-solver++");
}
