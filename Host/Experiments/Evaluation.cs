using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Runs;
using Melange.Host.Synthesis;

namespace Melange.Host.Experiments;

/// <summary>Synthesises every pair of a trial and measures it, and its target through the vocoder alone.</summary>
/// <param name="synthesiser">The trained model, ready to speak.</param>
/// <param name="options">The run.</param>
/// <param name="corpus">Its corpus.</param>
/// <param name="folder">Where the speech goes; null where none is kept.</param>
public sealed class Evaluation(
    Synthesiser synthesiser, RunOptions options, PreparedCorpus corpus, TrialFolder? folder) : IDisposable
{
    private readonly MetricSet metrics = new(options, corpus);

    /// <summary>Which metrics are asked; those of speech if nothing is said.</summary>
    public AskedMetrics Asked { get; init; } = AskedMetrics.OfSpeech;

    // What is timed only speaks: its memory is told as that.
    private bool IsOfTime => Asked == AskedMetrics.OfTime;

    /// <summary>What each metric measures, by its name: the config's, and a member's where it has several.</summary>
    /// <param name="guarantees">What holds of the model whatever it learns.</param>
    public IReadOnlyDictionary<string, MetricLegend> LegendsUnder(IReadOnlySet<string> guarantees) =>
        metrics.LegendsUnder(guarantees);

    /// <summary>Runs over all pairs.</summary>
    /// <param name="pairs">What to synthesise, a protocol after the other.</param>
    /// <param name="progress">Told how many pairs are done.</param>
    /// <param name="cancellation">Stops after the current pair.</param>
    /// <exception cref="OperationCanceledException">Evaluation was stopped.</exception>
    public EvaluationResult Run(
        IReadOnlyList<EvaluationPair> pairs, Action<int> progress, CancellationToken cancellation)
    {
        var result = new EvaluationResult([], [], []);
        using var mels = IsOfTime ? null : new MelCensus(corpus);
        var energies = new EnergyCensus();
        folder?.ForgetSpeech();
        WarmUp(pairs[0]);
        foreach (var protocol in pairs.GroupBy(pair => pair.Protocol))
        {
            using var spoken = metrics.Begin(Asked);
            using var copied = metrics.Begin(Asked);
            foreach (var (place, pair) in protocol.Index())
            {
                cancellation.ThrowIfCancellationRequested();
                result.Pairs.Add(Evaluate(pair, Request(pair, place), (spoken, copied),
                    mels is not null && pair.Protocol == pairs[0].Protocol ? (mels, energies) : null));
                progress(result.Pairs.Count);
            }
            var name = EvaluationOptions.NameOf(protocol.Key);
            Add(result.CorpusValues, spoken, name);
            Add(result.CopyCorpusValues, copied, name);
        }
        if (folder is not null)
            PairManifest.Write(folder, [.. result.Pairs.Zip(pairs)]);
        return result with
        {
            Mels = mels?.Values(),
            Energies = energies.Means()
        };
    }

    /// <summary>What the metrics say of a pair's target in the place of speech, through the vocoder.</summary>
    public IReadOnlyDictionary<string, double?> MeasureCopy(EvaluationPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var copied = metrics.Begin(Asked);
        var mel = pair.Target.Mel.Read();
        var nothing = new SynthesisedSpeech(mel, mel, [], 0, []) { Durations = pair.Target.KnownDurations };
        return copied.Measure(Copied(Input(pair, nothing, Request(pair, 0))));
    }

    /// <inheritdoc/>
    public void Dispose() => metrics.Dispose();

    private static void Add(Dictionary<string, CorpusValue> values, MeasuredPairs pairs, string protocol)
    {
        foreach (var (metric, value) in pairs.Together())
            values[$"{protocol}/{metric}"] = value;
    }

    private SynthesisRequest Request(EvaluationPair pair, int place) => new(pair.Target.PhonemeIds, pair.Heard,
        SeedSequence.Derive(options.DrawnFrom, RandomUse.Synthesis, place));

    // The first pass through every operation pays for its set-up, which is not synthesis.
    private void WarmUp(EvaluationPair pair)
    {
        using var scope = NewDisposeScope();
        synthesiser.Speak(Request(pair, 0));
    }

    private PairResult Evaluate(
        EvaluationPair pair, SynthesisRequest request, (MeasuredPairs Spoken, MeasuredPairs Copied) measured,
        (MelCensus Mels, EnergyCensus Energies)? census)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var speech = synthesiser.Speak(request);
        var (target, reference) = (pair.Target.Source, pair.Reference.Source);
        if (folder is not null)
            PairFiles.Write(folder.Pair(pair.Id), pair, speech, options.Features.SampleRateHz);
        var input = Input(pair, speech, request);
        census?.Mels.Add(input.TargetLogMel, pair.Target.FramePhonemes, isTarget: true);
        census?.Mels.Add(input.SynthesisedLogMel, speech.FramePhonemes, isTarget: false);
        census?.Energies.Add(speech);
        return new(pair.Id, target.Id, reference.Id, target.Text, reference.Text, target.Speaker, target.Emotion,
            pair.IsShown, measured.Spoken.Measure(input))
        {
            Protocol = EvaluationOptions.NameOf(pair.Protocol),
            ToldSpeaker = pair.Told.Speaker == pair.Target.Speaker
                ? null : corpus.Inventory.Speakers[pair.Told.Speaker],
            ToldEmotion = pair.Told.Emotion == pair.Target.Emotion
                ? null : corpus.Inventory.Emotions[pair.Told.Emotion],
            Copy = IsOfTime ? new Dictionary<string, double?>() : measured.Copied.Measure(Copied(input))
        };
    }

    // What a sampler without fault would give: the target's own mel-spectrogram and times.
    private MetricInput Copied(MetricInput input)
    {
        var (audio, seconds) = synthesiser.Copy(input.TargetLogMel, input.Seed);
        return input with
        {
            SynthesisedLogMel = input.TargetLogMel,
            SynthesisedAudio = audio,
            SynthesisSeconds = seconds,
            SynthesisedPhonemes = input.TargetPhonemes,
            Attention = []
        };
    }

    private MetricInput Input(EvaluationPair pair, SynthesisedSpeech speech, SynthesisRequest request)
    {
        var (target, reference) = (pair.Target.Source, pair.Reference.Source);
        return new(pair.Target.Mel.Read(), speech.LogMel, Audio(target), speech.Audio, speech.Seconds, speech.Attention)
        {
            Id = target.Id,
            Text = target.Text,
            ReferenceText = reference.Text,
            Speaker = target.Speaker,
            Emotion = target.Emotion,
            ReferenceLogMel = pair.Reference.Mel.Read(),
            ReferenceAudio = Audio(reference),
            TargetPhonemes = Intervals(pair.Target.PhonemeIds, pair.Target.KnownDurations),
            SynthesisedPhonemes = Intervals(pair.Target.PhonemeIds, speech.Durations),
            ReferencePhonemes = Intervals(pair.Reference.PhonemeIds, pair.Reference.KnownDurations),
            SameText = metrics.Recordings.OfSameText(target),
            Seed = request.Seed
        };
    }

    private IReadOnlyList<PhonemeInterval> Intervals(long[] ids, long[] durations) => FrameAlignment.Intervals(
        [.. ids.Select(id => corpus.Inventory.Phonemes[(int)id])], durations, options.Features.FrameRateHz);

    private static Tensor Audio(Utterance utterance) => tensor(utterance.Samples.ToArray());
}

/// <summary>What evaluation found.</summary>
/// <param name="Pairs">Every pair.</param>
/// <param name="CorpusValues">What was measured of all pairs of a protocol, by protocol and metric:
/// <c>same-style/frechet</c>.</param>
/// <param name="CopyCorpusValues">The same of copy-synthesis.</param>
public sealed record EvaluationResult(List<PairResult> Pairs, Dictionary<string, CorpusValue> CorpusValues,
    Dictionary<string, CorpusValue> CopyCorpusValues)
{
    /// <summary>The values of the mel-spectrograms of the first protocol.</summary>
    public MelValues? Mels { get; init; }

    /// <summary>Energies of x_t and of sites, over the pairs of the first protocol.</summary>
    public IReadOnlyList<MeanEnergy> Energies { get; init; } = [];
}
