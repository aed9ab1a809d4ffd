using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Plugins;

/// <summary>The assemblies whose types pass between host and plugins, so that both must have the same.</summary>
/// <remarks>They are what the contracts show. All else that a plugin ships is its own.</remarks>
internal static class SharedAssemblies
{
    /// <summary>A type of each.</summary>
    public static readonly Type[] Types =
        [typeof(IPlugin), typeof(TorchSharp.torch), typeof(IServiceCollection), typeof(ILogger)];

    /// <summary>Their names.</summary>
    public static readonly string[] Names = [.. Types.Select(type => type.Assembly.GetName().Name!)];

    /// <summary>What they refer to, but do not show: without this the loader would share it too.</summary>
    public static readonly AssemblyName[] NotShared = [.. Types
        .SelectMany(type => type.Assembly.GetReferencedAssemblies())
        .Where(name => !Names.Contains(name.Name) && !name.Name!.StartsWith("System.", StringComparison.Ordinal))];
}
