using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="OnnxVocoder"/> as <c>onnx</c>.</summary>
public sealed class OnnxVocoderRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddVocoder<OnnxVocoder, OnnxVocoderOptions>("onnx");
}
