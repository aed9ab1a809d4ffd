using Microsoft.Extensions.DependencyInjection;

namespace Melange.Host.Plugins;

/// <summary>A part and the plugin that offers it.</summary>
/// <param name="Registration">The part.</param>
/// <param name="Plugin">Its plugin.</param>
public sealed record CatalogPart(PartRegistration Registration, LoadedPlugin Plugin)
{
    /// <summary>Told of each part that is built; null where nobody watches.</summary>
    internal Action<BuiltPart>? WhenBuilt { get; init; }

    /// <summary>Builds the part; its constructor asks for what it needs of options, context and services.</summary>
    /// <param name="options">An instance of the part's options record.</param>
    /// <param name="context">What the part is built for; null where there is nothing to say.</param>
    /// <param name="services">The services of the catalogue.</param>
    /// <exception cref="PluginException">The plugin, or another below it, failed.</exception>
    public object Build(object options, object? context, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        try
        {
            var built = ActivatorUtilities.CreateInstance(services, Registration.PartType, Wanted(options, context));
            WhenBuilt?.Invoke(new(this, context, built));
            return built;
        }
        catch (Exception cause) when (cause is not PluginException)
        {
            throw PluginException.While("built", Plugin, cause);
        }
    }

    // CreateInstance refuses what no parameter takes.
    private object[] Wanted(object options, object? context)
    {
        var asked = Registration.PartType.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .ToList();
        return [.. new[] { options, context }
            .OfType<object>()
            .Where(given => asked.Any(type => type.IsInstanceOfType(given)))];
    }
}
