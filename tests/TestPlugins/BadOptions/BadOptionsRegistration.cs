using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class BadOptionsRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddMetric<BadMetric, BadOptions>("bad-options");
}

public sealed record BadOptions
{
    public HashSet<int> Sizes { get; init; } = [];
}

public sealed class BadMetric(BadOptions options) : IMetric
{
    public string Description => $"{options.Sizes.Count}.";

    public string Unit => "";

    public bool HigherIsBetter => false;

    public double? Measure(MetricInput input) => options.Sizes.Count;
}
