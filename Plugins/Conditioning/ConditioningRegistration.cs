using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers the conditioners <c>speaker</c>, <c>melstyle</c> and <c>emotion</c>.</summary>
public sealed class ConditioningRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddConditioner<SpeakerConditioner, SpeakerOptions>("speaker")
        .AddConditioner<MelStyleConditioner, MelStyleOptions>("melstyle")
        .AddConditioner<EmotionConditioner, ConditionerOptions>("emotion")
        .AddForeignWeights<GradTtsSpeakerWeights>()
        .AddForeignWeights<MatchaSpeakerWeights>();
}
