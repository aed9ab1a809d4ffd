namespace Melange.Host.Plugins;

/// <summary>A part that was built just now.</summary>
/// <param name="Part">What it is, and of which plugin.</param>
/// <param name="Context">What it was built for; null where there was nothing to say.</param>
/// <param name="Instance">The part itself.</param>
internal sealed record BuiltPart(CatalogPart Part, object? Context, object Instance)
{
    /// <summary>The site that it was built for; null where it is for the whole model.</summary>
    public AttentionSite? Site => Context switch
    {
        AttentionSite site => site,
        GateContext gate => gate.Site,
        _ => null
    };
}
