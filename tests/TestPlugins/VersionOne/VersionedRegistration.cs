using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class VersionedRegistration : IPlugin
{
    public void Register(IServiceCollection services)
    {
        services.AddAttention<VersionedAttention, NoOptions>("versioned")
            .AddMetric<VersionedMetric, NoOptions>("versioned");
        if (typeof(VersionedRegistration).Assembly.GetName().Version!.Major > 1)
            services.AddAttention<VersionedAttention, NoOptions>("only-in-two");
    }
}

public sealed class VersionedAttention() : TellingAttention(AssemblyOf(typeof(VersionedAttention)));

public sealed class VersionedMetric : IMetric
{
    public string Description => $"version {typeof(VersionedMetric).Assembly.GetName().Version!.ToString(3)}";

    public string Unit => "";

    public bool HigherIsBetter => false;

    public double? Measure(MetricInput input) => 0;
}
