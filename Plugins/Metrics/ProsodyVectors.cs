namespace Melange.Plugins;

/// <summary>What is heard of style in an utterance, as eight numbers.</summary>
/// <remarks>
/// Mean, standard deviation and slope of ln F0 (ln Hz, ln Hz, ln Hz a second); mean and standard deviation of the level
/// (dB); the tilt of the mean log-mel, a straight line over its bins (dB from the first to the last); all these over
/// voiced frames. Then ln of the phonemes a second, without pauses; and the share of voiced frames. What an utterance
/// does not have is NaN: all of the first six where nothing is voiced, tempo where nobody knows the times.
/// </remarks>
internal sealed class ProsodyVectors : IDisposable
{
    /// <summary>How many numbers.</summary>
    public const int Width = 8;

    private const double FloorDecibels = -60;
    private static readonly double DecibelsPerLog = 20 / Math.Log(10);
    private static readonly HashSet<string> Pauses = ["", "pau", "sil", "sp", "spn", "<eps>"];

    private readonly AutocorrelationPitchOptions options;
    private readonly AudioFormat format;
    private readonly AutocorrelationPitchTracker tracker;
    private readonly FrameLevels levels;

    /// <summary>Creates a tracker for one audio format.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public ProsodyVectors(AutocorrelationPitchOptions options, AudioFormat format)
    {
        (this.options, this.format) = (options, format);
        tracker = new(options, format);
        levels = new(format, FloorDecibels);
    }

    /// <summary>The numbers of a recording, found once.</summary>
    public double[] Of(CorpusRecording recording) => SharedWork.Of(recording, (nameof(ProsodyVectors), options), () =>
    {
        using var scope = NewDisposeScope();
        var (audio, mel) = (recording.ReadAudio(), recording.ReadLogMel());
        return Of((audio, mel), tracker.Track(audio, mel.shape[1]), recording.Phonemes);
    });

    /// <summary>The numbers of what was synthesised.</summary>
    public double[] OfSynthesis(MetricInput input)
    {
        using var scope = NewDisposeScope();
        return Of((input.SynthesisedAudio, input.SynthesisedLogMel),
            tracker.TrackOnce(input, input.SynthesisedAudio, input.SynthesisedLogMel.shape[1]),
            input.SynthesisedPhonemes);
    }

    /// <inheritdoc/>
    public void Dispose() => tracker.Dispose();

    private double[] Of((Tensor Audio, Tensor Mel) heard, double[] pitch, IReadOnlyList<PhonemeInterval> phonemes)
    {
        var voiced = Enumerable.Range(0, pitch.Length).Where(frame => pitch[frame] > 0).ToArray();
        var logs = voiced.Select(frame => Math.Log(pitch[frame])).ToArray();
        var level = levels.Of(heard.Audio, pitch.Length);
        var loud = voiced.Select(frame => level[frame]).ToArray();
        return
        [
            Series.Mean(logs), Series.Spread(logs),
            Series.Slope([.. voiced.Select(frame => frame / format.FrameRateHz)], logs),
            Series.Mean(loud), Series.Spread(loud), Tilt(heard.Mel, voiced), Tempo(phonemes),
            pitch.Length > 0 ? (double)voiced.Length / pitch.Length : double.NaN
        ];
    }

    private static double Tilt(Tensor mel, int[] voiced)
    {
        if (voiced.Length == 0)
            return double.NaN;
        var frames = tensor(voiced.Select(frame => (long)frame).ToArray(), device: mel.device);
        var mean = mel.detach().index_select(1, frames).to(ScalarType.Float64).mean([1]).cpu();          // [M]
        var bins = Enumerable.Range(0, (int)mel.shape[0]).Select(bin => (double)bin).ToArray();
        return Series.Slope(bins, mean.data<double>().ToArray()) * (bins.Length - 1) * DecibelsPerLog;
    }

    private static double Tempo(IReadOnlyList<PhonemeInterval> phonemes)
    {
        var spoken = phonemes.Where(phoneme => !Pauses.Contains(phoneme.Phoneme)).ToList();
        var seconds = spoken.Sum(phoneme => phoneme.EndSeconds - phoneme.StartSeconds);
        return seconds > 0 ? Math.Log(spoken.Count / seconds) : double.NaN;
    }
}
