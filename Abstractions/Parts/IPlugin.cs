using Microsoft.Extensions.DependencyInjection;

namespace Melange;

/// <summary>The entry of a plugin: the host makes one and lets it register its parts.</summary>
/// <remarks>
/// The entry assembly has exactly one public class of this kind, with a constructor without parameters.
/// </remarks>
public interface IPlugin
{
    /// <summary>Registers the plugin's parts, and services of its own that they ask for.</summary>
    /// <param name="services">The host's services.</param>
    void Register(IServiceCollection services);
}
