using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Recordings as a run needs them: mono, at its rate, read when somebody asks.</summary>
/// <remarks>
/// At first the headers alone are read, on all cores. Channels are averaged; another rate is brought to the run's by
/// <see cref="SampleRate"/>; what is louder than full scale is brought down to it.
/// </remarks>
internal sealed class CorpusAudio
{
    private readonly Dictionary<CorpusFile, (RecordingHeader? Header, FaultException? Failure)> opened;
    private readonly int rateHz;

    private CorpusAudio(Dictionary<CorpusFile, (RecordingHeader?, FaultException?)> opened, int rateHz) =>
        (this.opened, this.rateHz) = (opened, rateHz);

    /// <summary>Reads the headers of files; what is wrong with one is told by whoever asks for it.</summary>
    /// <param name="files">The files; null where there is none.</param>
    /// <param name="rateHz">The rate that they are brought to, in samples a second.</param>
    public static CorpusAudio Open(IEnumerable<CorpusFile?> files, int rateHz) => new(files.OfType<CorpusFile>()
        .Distinct().AsParallel().Select(file => (file, Header(file))).ToDictionary(), rateHz);

    /// <summary>The samples of a file, which stay in it; null where there is no file.</summary>
    /// <param name="file">One of the files.</param>
    /// <exception cref="FaultException">It is no recording that can be read, or says too little, or lies.</exception>
    public StoredSamples? Of(CorpusFile? file)
    {
        if (file is null)
            return null;
        var (header, failure) = opened[file];
        if (failure is not null)
            throw new FaultException(failure.Faults);
        var count = SampleRate.Count(header!.Moments, header.RateHz, rateHz);
        (header with { Moments = count }).Validated(file); // as many as there is room for, at this rate, too
        return new(file.Name, (int)count, Version(file), () => Read(file));
    }

    /// <summary>Says what was put right and how many were converted, each kind once.</summary>
    /// <param name="log">Where it is said.</param>
    public void Tell(ILogger log) => log.TellOf([.. opened.Values.Select(item => item.Header).OfType<RecordingHeader>()],
        rateHz);

    private static (RecordingHeader?, FaultException?) Header(CorpusFile file)
    {
        try
        {
            return (Recording.Open(file).Header, null);
        }
        catch (FaultException failure)
        {
            return (null, failure);
        }
    }

    private string Version(CorpusFile file)
    {
        var state = new FileInfo(file.DiskPath);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{state.FullName}|{(state.Exists ? state.Length : 0)}|{state.LastWriteTimeUtc.Ticks}|{rateHz}");
    }

    private float[] Read(CorpusFile file)
    {
        var recording = Recording.Open(file);
        var (samples, header) = (recording.Read(), recording.Header);
        if (header.Channels == 1 && header.RateHz == rateHz && samples.AsSpan().IndexOfAnyExceptInRange(-1, 1) < 0)
            return samples;
        using var scope = NewDisposeScope();
        var mono = tensor(samples).view(-1, header.Channels).mean([1]);                 // [S]
        var audio = SampleRate.Convert(mono, header.RateHz, rateHz);
        return audio.div(audio.abs().max().clamp_min(1)).data<float>().ToArray();
    }
}

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
        "Recordings of no declared size, as programs write into a pipe, that were read to the end of the file: {Count}.")]
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
