namespace Melange.Host.Probing;

/// <summary>An attention map that the memory had no room for.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Quantity">The pooled map or that of each bin.</param>
/// <param name="Bytes">What it would have taken.</param>
public sealed record MapLeftOut(string Site, string Quantity, long Bytes);
