using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Says what a corpus cannot use, or uses otherwise.</summary>
internal static partial class LeftOutLog
{
    /// <summary>Says it, a line a kind.</summary>
    public static void Tell(this ILogger log, IReadOnlyList<LeftOut> leftOut)
    {
        foreach (var kind in leftOut)
            Say(log, kind.What, kind.Names.Count, kind.Some);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Left out, {What}: {Count} ({Some}).")]
    private static partial void Say(ILogger log, string what, int count, string some);

    /// <summary>Says how many drawn texts went back to training.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Drawn texts that went back to training, as no other text has one of their phonemes: {Count}.")]
    public static partial void TellBack(this ILogger log, int count);
}
