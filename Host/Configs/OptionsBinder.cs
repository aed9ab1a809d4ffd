namespace Melange.Host.Configs;

/// <summary>Turns a config into options records, with its parts chosen from the plugins.</summary>
/// <remarks>
/// Every public property that can be set is an option; its key is its name in camelCase. Every key of the config must
/// be read by one of them. Scalars, enums (kebab-case), lists, dictionaries in the order of the files, records and
/// <see cref="Part{TContract, TContext}"/> are bound; a record's <c>Validated()</c> is called.
/// </remarks>
public static class OptionsBinder
{
    /// <summary>Binds a whole config.</summary>
    /// <typeparam name="T">The root record; it has a constructor without parameters.</typeparam>
    /// <param name="config">The config.</param>
    /// <param name="source">The parts that its slots may name.</param>
    /// <exception cref="FaultException">Something is unknown, missing, mistyped or out of range;
    /// all at once.</exception>
    public static T Bind<T>(LayeredConfig config, IPartSource source) where T : class
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(source);
        var binding = new Binding(source);
        var options = binding.Section(typeof(T), config.Entry);
        return binding.Faults.Count == 0 ? (T)options! : throw new FaultException(binding.Faults);
    }

    /// <summary>Binds a config that has no slots.</summary>
    /// <inheritdoc cref="Bind{T}(LayeredConfig, IPartSource)"/>
    public static T Bind<T>(LayeredConfig config) where T : class => Bind<T>(config, new NoParts());

    private sealed class NoParts : IPartSource
    {
        public IEnumerable<string> LeftOut => [];

        public IReadOnlyList<IPartOffer> Offers(Type contract) => [];
    }
}
