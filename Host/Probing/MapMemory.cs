namespace Melange.Host.Probing;

/// <summary>The room for all attention maps that the probes which share it keep.</summary>
/// <remarks>
/// The map of each bin of f2b is M times the pooled one: such maps are spare, and the last kept is the first given up
/// when a pooled map needs its room.
/// </remarks>
/// <param name="limitBytes">How much all of them together may hold.</param>
public sealed class MapMemory(long limitBytes)
{
    /// <summary>Default limit: 512 MB.</summary>
    public const long DefaultBytes = 512_000_000;

    private readonly List<KeptMap> kept = [];

    /// <summary>How much all maps together may hold.</summary>
    public long LimitBytes { get; } = limitBytes;

    /// <summary>How much they hold.</summary>
    public long UsedBytes => kept.Sum(map => map.Bytes);

    /// <summary>Whether a map of so many bytes could be kept, spare ones given up for one that is not.</summary>
    internal bool HasRoom(long bytes, bool isSpare) =>
        bytes <= LimitBytes - kept.Where(map => isSpare || !map.IsSpare).Sum(map => map.Bytes);

    /// <summary>Makes room for a map and counts it.</summary>
    /// <returns>Whether there was room; nothing is given up where there is not.</returns>
    internal bool Take(KeptMap map)
    {
        if (!HasRoom(map.Bytes, map.IsSpare))
            return false;
        kept.Add(map);
        while (UsedBytes > LimitBytes)
        {
            var last = kept.Last(other => other.IsSpare);
            Drop(last);
            last.GiveUp();
        }
        return true;
    }

    /// <summary>Counts a map no longer.</summary>
    internal void Drop(KeptMap map) => kept.Remove(map);
}

/// <summary>An attention map that a probe keeps.</summary>
/// <param name="Bytes">What it holds.</param>
/// <param name="IsSpare">Whether it is given up where a map that is not spare needs the room.</param>
/// <param name="GiveUp">Lets go of it.</param>
internal sealed record KeptMap(long Bytes, bool IsSpare, Action GiveUp);

/// <summary>An attention map that the memory had no room for.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Quantity">The pooled map or that of each bin.</param>
/// <param name="Bytes">What it would have taken.</param>
public sealed record MapLeftOut(string Site, string Quantity, long Bytes);
