namespace Melange;

/// <summary>Names the sites that the <see cref="PerSite{T}"/> options of a record may speak of.</summary>
/// <param name="names">Every site, in the order of the network.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiteNamesAttribute(params string[] names) : Attribute
{
    /// <summary>Every site, in the order of the network.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
