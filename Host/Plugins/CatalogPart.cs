using Melange.Host.Configs;
using Melange.Host.Guarding;
using Microsoft.Extensions.DependencyInjection;

namespace Melange.Host.Plugins;

/// <summary>A part and the plugin that offers it.</summary>
/// <param name="Slot">The slot it fits: <c>attention</c>.</param>
/// <param name="Id">Its id: <c>f2f</c>.</param>
/// <param name="Plugin">Its plugin.</param>
public sealed record CatalogPart(string Slot, string Id, InstalledPlugin Plugin) : IPartOffer
{
    /// <summary>Told of each part that is built; null where nobody watches.</summary>
    internal Action<BuiltPart>? WhenBuilt { get; init; }

    /// <summary>Its id with the version of its plugin, as a config may name it: <c>f2f@1.2.0</c>.</summary>
    public string FullId => $"{Id}@{Plugin.Version}";

    /// <summary>Its class and options; loads the plugin's code.</summary>
    /// <exception cref="PluginException">The plugin cannot be loaded.</exception>
    public PartRegistration Registration =>
        Plugin.Code.Parts.First(part => part.Slot == Slot && part.Id == Id);

    /// <inheritdoc/>
    public Type OptionsType => Registration.OptionsType;

    /// <summary>What messages call it.</summary>
    internal PartName Name => new(Slot, Id, $"{Plugin}");

    /// <inheritdoc/>
    public Part<TContract, TContext> Bound<TContract, TContext>(object options, PartPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new(Id,
            context => (TContract)Placed(place, () =>
                Build(options, context, PartGuard.PlaceOf(context) ?? place.Section)),
            (built, context) => (TContract)PartGuard.Around(Name, place.Section, built!, context));
    }

    /// <inheritdoc/>
    public string Failure(Exception cause) => cause is PluginException
        ? cause.Message : PluginException.While("configured", $"{Plugin}", cause).Message;

    /// <summary>Builds the part; its constructor asks for what it needs of options, context and services.</summary>
    /// <param name="options">An instance of the part's options record.</param>
    /// <param name="context">What the part is built for; null where there is nothing to say.</param>
    /// <param name="place">Where it is built: the name of a site, or a section of the config.</param>
    /// <exception cref="PluginException">The plugin, or another below it, failed.</exception>
    /// <exception cref="OptionsException">A rule between the options and the place is broken: the user's to mend.
    /// </exception>
    public object Build(object options, object? context, string place)
    {
        ArgumentNullException.ThrowIfNull(options);
        var doing = $"built as {Slot} '{Id}' at {place}";
        try
        {
            var built = PartWatch.Record($"{Plugin}", doing, () => ActivatorUtilities.CreateInstance(
                Plugin.Code.Services, Registration.PartType, Wanted(options, InFolder(context))));
            WhenBuilt?.Invoke(new(this, context, built)
            {
                Place = place,
                Again = () => (this with { WhenBuilt = null }).Build(options, context, place)
            });
            return built;
        }
        catch (Exception cause) when (cause is not (PluginException or OptionsException or FaultException))
        {
            throw PluginException.While(doing, $"{Plugin}", cause);
        }
    }

    private static object Placed(PartPlace place, Func<object> build)
    {
        try
        {
            return build();
        }
        catch (OptionsException rules)
        {
            throw new FaultException([.. rules.Problems.Select(place.FaultOf)]);
        }
    }

    private object? InFolder(object? context) =>
        context is PartContext known ? known with { PluginFolder = Plugin.FullPath } : context;

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

/// <summary>A part that was built just now.</summary>
/// <param name="Part">What it is, and of which plugin.</param>
/// <param name="Context">What it was built for; null where there was nothing to say.</param>
/// <param name="Instance">The part itself.</param>
internal sealed record BuiltPart(CatalogPart Part, object? Context, object Instance)
{
    /// <summary>Where it is built: the name of a site, or a section of the config.</summary>
    public required string Place { get; init; }

    /// <summary>Builds another for the same place; nobody is told.</summary>
    public required Func<object> Again { get; init; }

    /// <summary>The site that it was built for; null where it is for the whole model.</summary>
    public AttentionSite? Site => Context switch
    {
        AttentionSite site => site,
        GateContext gate => gate.Site,
        _ => null
    };
}
