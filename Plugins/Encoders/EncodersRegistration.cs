using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers the text encoders <c>grad-tts</c> and <c>matcha</c>.</summary>
public sealed class EncodersRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddEncoder<GradTtsEncoder, GradTtsEncoderOptions>("grad-tts")
        .AddEncoder<MatchaEncoder, MatchaEncoderOptions>("matcha")
        .AddForeignWeights<GradTtsEncoderWeights>()
        .AddForeignWeights<MatchaEncoderWeights>()
        .AddForeignWeights<MatchaMelWeights>();
}
