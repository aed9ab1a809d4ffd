using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Says what was put right in recordings.</summary>
internal static partial class CorpusAudioLog
{
    /// <summary>Says it of many, or nothing.</summary>
    /// <param name="log">Where it is said.</param>
    /// <param name="headers">What the recordings say of themselves.</param>
    /// <param name="rateHz">The rate that they are brought to.</param>
    public static void TellOf(this ILogger log, IReadOnlyCollection<RecordingHeader> headers, int rateHz)
    {
        if (headers.Count(header => header.Size == DeclaredSize.Streamed) is > 0 and var streamed)
            SayStreamed(log, streamed);
        if (headers.Count(header => header.Size == DeclaredSize.CutShort) is > 0 and var cut)
            SayCutShort(log, cut);
        if (headers.Count(header => header.Channels > 1) is > 0 and var stereo)
            SayAveraged(log, stereo);
        foreach (var rate in headers.Where(header => header.RateHz != rateHz).GroupBy(header => header.RateHz)
            .OrderBy(rate => rate.Key))
            SayResampled(log, rate.Key, rateHz, rate.Count());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Recordings of no declared size, as programs write into a pipe, that were read to the end of the file: "
        + "{Count}.")]
    private static partial void SayStreamed(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Recordings that end before the size that they declare, cut short perhaps, and were read as far: {Count}.")]
    private static partial void SayCutShort(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recordings of two channels that were averaged: {Count}.")]
    private static partial void SayAveraged(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Recordings that were resampled from {From} to {To} Hz: {Count}.")]
    private static partial void SayResampled(ILogger log, int from, int to, int count);
}
