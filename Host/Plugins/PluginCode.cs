using McMaster.NETCore.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Plugins;

/// <summary>A plugin's code in a context of its own: what it registered, and the services of its parts.</summary>
internal sealed class PluginCode : IDisposable
{
    private readonly PluginLoader? loader;
    private readonly ServiceProvider services;

    /// <summary>Keeps what a plugin registered.</summary>
    /// <param name="registered">Its parts and services.</param>
    /// <param name="loggers">Where its parts log.</param>
    /// <param name="loader">Its context; null for code of the host itself.</param>
    public PluginCode(IServiceCollection registered, ILoggerFactory loggers, PluginLoader? loader = null)
    {
        this.loader = loader;
        Parts = [.. PartsOf(registered)];
        // Last, so that the plugin does not replace them.
        registered.AddSingleton(loggers).AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton<IWeightFiles, WeightFiles>();
        services = registered.BuildServiceProvider();
    }

    /// <summary>Its parts, those of contracts of its own included.</summary>
    public IReadOnlyList<PartRegistration> Parts { get; }

    /// <summary>What its parts may ask for: its own services, an <see cref="ILoggerFactory"/> and
    /// <see cref="IWeightFiles"/>.</summary>
    public IServiceProvider Services => services;

    /// <summary>The parts among registrations.</summary>
    public static IEnumerable<PartRegistration> PartsOf(IServiceCollection services) =>
        services.Where(service => !service.IsKeyedService)
            .Select(service => service.ImplementationInstance)
            .OfType<PartRegistration>();

    /// <summary>Disposes of its services, and unloads its context if it was loaded to be unloaded.</summary>
    public void Dispose()
    {
        services.Dispose();
        loader?.Dispose();
    }
}
