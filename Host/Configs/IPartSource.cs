namespace Melange.Host.Configs;

/// <summary>The parts that the slots of a config may name.</summary>
public interface IPartSource
{
    /// <summary>What is not on offer, and why: <c>plugins/Broken: it has no plugin.json.</c></summary>
    IEnumerable<string> LeftOut { get; }

    /// <summary>The parts that play a role.</summary>
    IReadOnlyList<IPartOffer> Offers(Type contract);
}

/// <summary>One part that a slot may name.</summary>
public interface IPartOffer
{
    /// <summary>The slot it fits: <c>attention</c>.</summary>
    string Slot { get; }

    /// <summary>Its id: <c>f2f</c>.</summary>
    string Id { get; }

    /// <summary>Its id with a version, where there are several: <c>f2f@1.2.0</c>.</summary>
    string FullId { get; }

    /// <summary>The record that its section of the config is bound to.</summary>
    /// <exception cref="Exception">It cannot be had; see <see cref="Failure"/>.</exception>
    Type OptionsType { get; }

    /// <summary>The part, ready to be built.</summary>
    /// <typeparam name="TContract">The role it plays.</typeparam>
    /// <typeparam name="TContext">What it will be built for.</typeparam>
    /// <param name="options">An instance of <see cref="OptionsType"/>.</param>
    /// <param name="place">The section of the config that chose it.</param>
    Part<TContract, TContext> Bound<TContract, TContext>(object options, PartPlace place);

    /// <summary>Says whose failure an exception is that came while the part was configured.</summary>
    string Failure(Exception cause);
}

/// <summary>The section of the config that chose a part.</summary>
/// <param name="Section">Its name: <c>model.estimator</c>.</param>
/// <param name="FaultOf">A fault, at the option's place, of a rule that only the place in the run breaks.</param>
public sealed record PartPlace(string Section, Func<string, Fault> FaultOf);
