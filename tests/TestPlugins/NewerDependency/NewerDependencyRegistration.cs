using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class NewerDependencyRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<NewerAttention, NoOptions>("newer");
}

public sealed class NewerAttention() : TellingAttention(AssemblyOf(typeof(RootCommand)));
