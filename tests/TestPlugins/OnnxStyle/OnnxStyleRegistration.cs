using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class OnnxStyleRegistration : IPlugin
{
    public void Register(IServiceCollection services) =>
        services.AddConditioner<OnnxStyle, NoOptions>("onnx-style");
}
