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
    public static T Bind<T>(LayeredConfig config, IPartSource source) where T : class =>
        Settle<T>(config, source).Options;

    /// <summary>Binds a whole config, takes out of it what was set for parts in whose place others came, and writes the
    /// paths of files and folders out, so that it means the same in another folder.</summary>
    /// <inheritdoc cref="Bind{T}(LayeredConfig, IPartSource)"/>
    public static SettledConfig<T> Settle<T>(LayeredConfig config, IPartSource source) where T : class
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(source);
        var binding = new Binding(source);
        var options = binding.Section(typeof(T), config.Entry);
        if (binding.Faults.Count > 0)
            throw new FaultException(binding.Faults);
        // A site's options are the default's too, and were dropped there.
        var dropped = binding.Dropped.Where(option => config.Has(option.Path)).ToList();
        var settled = dropped.Aggregate(config, (left, option) => left.WithoutPlace(option.Path))
            .WithTexts(binding.Paths.Where(option => config.Has(option.Path)));
        return new((T)options!, settled, [.. dropped.Select(option => $"{option.Notice}")]);
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

/// <summary>A config as it is used.</summary>
/// <typeparam name="T">The root record.</typeparam>
/// <param name="Options">What it was bound to.</param>
/// <param name="Config">The config without the options that were dropped, with whole paths of files and folders;
/// binding it again drops none.</param>
/// <param name="Notices">The options that were dropped, a line each for a person: place, former part, new one.</param>
public sealed record SettledConfig<T>(T Options, LayeredConfig Config, IReadOnlyList<string> Notices);
