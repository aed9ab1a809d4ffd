using System.Reflection;
using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class OlderFrameworkRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<FrameworkAttention, NoOptions>("net8");
}

public sealed class FrameworkAttention() : TellingAttention(Framework())
{
    private static string Framework() => typeof(FrameworkAttention).Assembly
        .GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName;
}
