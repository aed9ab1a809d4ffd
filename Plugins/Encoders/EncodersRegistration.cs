using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="GradTtsEncoder"/> as <c>grad-tts</c>.</summary>
public sealed class EncodersRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddEncoder<GradTtsEncoder, GradTtsEncoderOptions>("grad-tts")
        .AddForeignWeights<GradTtsEncoderWeights>();
}
