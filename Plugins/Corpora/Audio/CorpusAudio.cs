using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Recordings as a run needs them: mono, at its rate, read when somebody asks.</summary>
/// <remarks>
/// At first the headers alone are read, on all cores. Channels are averaged; another rate is brought to the run's by
/// <see cref="SampleRate"/>; what is louder than full scale is brought down to it.
/// </remarks>
internal sealed class CorpusAudio
{
    private readonly Dictionary<CorpusFile, Opened> opened;
    private readonly int rateHz;

    private CorpusAudio(Dictionary<CorpusFile, Opened> opened, int rateHz) =>
        (this.opened, this.rateHz) = (opened, rateHz);

    /// <summary>Reads the headers of files; what is wrong with one is told by whoever asks for it.</summary>
    /// <param name="files">The files; null where there is none.</param>
    /// <param name="rateHz">The rate that they are brought to, in samples a second.</param>
    public static CorpusAudio Open(IEnumerable<CorpusFile?> files, int rateHz) => new(files.OfType<CorpusFile>()
        .Distinct().AsParallel().Select(file => (file, Opened.Of(file))).ToDictionary(), rateHz);

    /// <summary>The samples of a file, which stay in it; null where there is no file.</summary>
    /// <param name="file">One of the files.</param>
    /// <exception cref="FaultException">It is no recording that can be read, or says too little, or lies.</exception>
    public StoredSamples? Of(CorpusFile? file)
    {
        if (file is null)
            return null;
        var (header, version, faults) = opened[file];
        if (header is null)
            throw new FaultException(faults);
        var count = SampleRate.Count(header.Moments, header.RateHz, rateHz);
        (header with { Moments = count }).Validated(file); // as many as there is room for, at this rate, too
        return new(file.Name, (int)count, $"{version}|{rateHz}", () => Read(file));
    }

    /// <summary>Says what was put right and how many were converted, each kind once.</summary>
    /// <param name="log">Where it is said.</param>
    public void Tell(ILogger log) =>
        log.TellOf([.. opened.Values.Select(item => item.Header).OfType<RecordingHeader>()], rateHz);

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

    // What the header says; null where it cannot be used.
    private sealed record Opened(RecordingHeader? Header, string Version, IReadOnlyList<Fault> Faults)
    {
        public static Opened Of(CorpusFile file)
        {
            try
            {
                return new(Recording.Open(file).Header, file.Reading(() => VersionOf(new(file.DiskPath))), []);
            }
            catch (FaultException failure)
            {
                return new(null, "", failure.Faults);
            }
        }

        // Of a link, size and time are those of the file that it leads to.
        private static string VersionOf(FileInfo named)
        {
            var isLink = named.Attributes.HasFlag(FileAttributes.ReparsePoint);
            var file = isLink ? (FileInfo)named.ResolveLinkTarget(returnFinalTarget: true)! : named;
            return string.Create(CultureInfo.InvariantCulture,
                $"{named.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}");
        }
    }
}
