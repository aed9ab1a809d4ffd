using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class OwnProtobufRegistration : IPlugin
{
    public void Register(IServiceCollection services) =>
        services.AddAttention<ProtobufAttention, NoOptions>("protobuf");
}

public sealed class ProtobufAttention() : TellingAttention(AssemblyOf(typeof(Google.Protobuf.ByteString)));
