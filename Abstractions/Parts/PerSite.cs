namespace Melange;

/// <summary>An option with one value for all sites of an estimator, or with other values at some of them.</summary>
/// <remarks>
/// In a config: <c>"attention": { "default": { "use": "f2f" }, "up.0": { "use": "f2b" } }</c>, or one value alone. The
/// record that has such an option names its sites with <see cref="SiteNamesAttribute"/>, or, where they depend on its
/// other options, as <see cref="INamesSites"/>.
/// </remarks>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="everywhere">The value of every site that has none of its own.</param>
/// <param name="sites">The values of sites that have their own, by the site's name.</param>
public sealed class PerSite<T>(T everywhere, IReadOnlyDictionary<string, T> sites)
{
    /// <summary>The same value at all sites.</summary>
    public PerSite(T everywhere) : this(everywhere, new Dictionary<string, T>()) { }

    /// <summary>Every value that some site may have, the common one first.</summary>
    public IEnumerable<T> Values => sites.Values.Prepend(everywhere);

    /// <summary>The same value at all sites.</summary>
    public static implicit operator PerSite<T>(T everywhere) => new(everywhere);

    /// <summary>The value at a site.</summary>
    public T At(string site) => sites.TryGetValue(site, out var own) ? own : everywhere;
}

/// <summary>Options that name the sites which their <see cref="PerSite{T}"/> options may speak of.</summary>
/// <remarks>
/// For sites that depend on other options: a network of <c>depth</c> layers with a site each. It is asked when all
/// other options are set, before those that are per site.
/// </remarks>
public interface INamesSites
{
    /// <summary>Every site, in the order of the network; none where the options make no sense.</summary>
    IReadOnlyList<string> SiteNames { get; }
}

/// <summary>Names the sites that the <see cref="PerSite{T}"/> options of a record may speak of.</summary>
/// <param name="names">Every site, in the order of the network.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiteNamesAttribute(params string[] names) : Attribute
{
    /// <summary>Every site, in the order of the network.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
