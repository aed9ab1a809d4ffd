using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class MisbehavesRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services
        .AddAttention<MisbehavingAttention, MisbehavesOptions>("misbehaves")
        .AddAttention<TalkingAttention, TalkOptions>("talks")
        .AddAttention<UnsetAttention, NoOptions>("unset")
        .AddConditioner<ThrowingConditioner, NoOptions>("throws")
        .AddMetric<ThrowingMetric, NoOptions>("throws")
        .AddNoise<UnsetNoise, NoOptions>("unset")
        .AddPhonemizer<ThrowingPhonemizer, NoOptions>("throws")
        .AddSampler<ThrowingSampler, NoOptions>("throws");
}
