using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>What was put right in a tier.</summary>
/// <param name="EdgeSeconds">Seconds by which it began or ended off its audio, the larger.</param>
/// <param name="JoinedRests">Intervals without a label that joined a neighbour.</param>
internal readonly record struct TierRepairs(double EdgeSeconds, int JoinedRests);

/// <summary>Says what was put right.</summary>
internal static partial class TierRepairsLog
{
    private const double ToldFromSeconds = 0.001;

    /// <summary>Says what was put right in many tiers, or nothing.</summary>
    public static void Tell(this ILogger log, IReadOnlyCollection<TierRepairs> repairs)
    {
        var off = repairs.Where(repair => repair.EdgeSeconds > ToldFromSeconds).ToList();
        if (off.Count > 0)
            SayOff(log, off.Count, Math.Round(1000 * off.Max(repair => repair.EdgeSeconds)));
        if (repairs.Sum(repair => repair.JoinedRests) is > 0 and var joined)
            SayJoined(log, joined);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Alignments that begin or end off their audio, and were put right: {Count}, by up to {Most} ms.")]
    private static partial void SayOff(ILogger log, int count, double most);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Intervals without a label that are shorter than a frame, and joined a neighbour: {Count}.")]
    private static partial void SayJoined(ILogger log, int count);
}
