namespace Melange.Host.Experiments.Costs;

/// <summary>Notes the shapes that pass through the sites of an estimator.</summary>
internal sealed class SiteShapes : IProbe
{
    private readonly OrderedDictionary<string, (long[] Output, long References)> sites = [];

    /// <summary>The sites, in the order of the network.</summary>
    public IReadOnlyList<string> Sites => sites.Keys;

    /// <summary>What leaves a site, <c>[B, C, M, T]</c>; null where nothing was seen.</summary>
    public long[]? OutputOf(string site) => sites.TryGetValue(site, out var seen) ? seen.Output : null;

    /// <summary>The size of what a site sees.</summary>
    /// <param name="site">Its name.</param>
    /// <param name="pass">The size of the whole pass: that of a site which recorded nothing.</param>
    public PassSize SizeOf(string site, PassSize pass) => OutputOf(site) is [_, _, _, var frames]
        ? pass with { TargetFrames = frames, ReferenceFrames = sites[site].References } : pass;

    /// <inheritdoc/>
    public bool Wants(string site, string quantity, long entries) => false;

    /// <inheritdoc/>
    public void Record(string site, string quantity, Tensor value)
    {
        var seen = sites.GetValueOrDefault(site, ([], 0));
        if (quantity == ProbeQuantity.SiteOutput)
            sites[site] = (value.shape, seen.References);
        else if (quantity == ProbeQuantity.ReferencePhonemes)
            sites[site] = (seen.Output, value.shape[^1]);
    }
}
