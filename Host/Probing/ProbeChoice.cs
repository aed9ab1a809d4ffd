namespace Melange.Host.Probing;

/// <summary>What a probe takes: by default everything but the maps of each bin.</summary>
public sealed record ProbeChoice
{
    /// <summary>The sites to watch; null for all.</summary>
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>The heads whose maps are kept, from 0, each once; null for all.</summary>
    public IReadOnlyList<int>? Heads { get; init; }

    /// <summary>The quantities to keep, of <see cref="ProbeQuantity"/> or a part's own; null for all.</summary>
    public IReadOnlyList<string>? Quantities { get; init; }

    /// <summary>Whether the map of each mel bin is kept too, where each has its own.</summary>
    public bool ByBin { get; init; }

    /// <summary>Whether a quantity of a site is to be kept.</summary>
    public bool Takes(string site, string quantity) => Sites?.Contains(site) != false
        && (quantity == ProbeQuantity.AttentionMapByBin ? ByBin : Quantities?.Contains(quantity) != false);
}
