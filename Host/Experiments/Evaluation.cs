using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Runs;
using Melange.Host.Synthesis;

namespace Melange.Host.Experiments;

/// <summary>Synthesises every pair of a trial and measures it.</summary>
/// <param name="synthesiser">The trained model, ready to speak.</param>
/// <param name="options">The run.</param>
/// <param name="corpus">What its corpus names.</param>
/// <param name="folder">Where the speech goes; null where none is kept.</param>
public sealed class Evaluation(
    Synthesiser synthesiser, RunOptions options, CorpusInventory corpus, TrialFolder? folder) : IDisposable
{
    private readonly MetricSet metrics = new(options, corpus);

    /// <summary>Which metrics are asked; those of speech if nothing is said.</summary>
    public AskedMetrics Asked { get; init; } = AskedMetrics.OfSpeech;

    /// <summary>What each metric measures, by its name: the config's, and a member's where it has several.</summary>
    /// <param name="guarantees">What holds of the model whatever it learns.</param>
    public IReadOnlyDictionary<string, MetricLegend> LegendsUnder(IReadOnlySet<string> guarantees) =>
        metrics.LegendsUnder(guarantees);

    /// <summary>Measures the pairs that were run over together, as they are and drawn anew.</summary>
    /// <returns>By the name of the metric; none where every metric measures pair by pair.</returns>
    public IReadOnlyDictionary<string, CorpusValue> MeasureTogether() => metrics.All();

    /// <summary>Runs over all pairs.</summary>
    /// <param name="pairs">What to synthesise.</param>
    /// <param name="progress">Told how many pairs are done.</param>
    /// <param name="cancellation">Stops after the current pair.</param>
    /// <exception cref="OperationCanceledException">Evaluation was stopped.</exception>
    public IReadOnlyList<PairResult> Run(
        IReadOnlyList<EvaluationPair> pairs, Action<int> progress, CancellationToken cancellation)
    {
        var results = new List<PairResult>();
        folder?.ForgetSpeech();
        WarmUp(pairs[0]);
        for (var i = 0; i < pairs.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(Evaluate(pairs[i], Request(pairs[i], i)));
            progress(i + 1);
        }
        if (folder is not null)
            PairManifest.Write(folder, [.. results.Zip(pairs)]);
        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => metrics.Dispose();

    private SynthesisRequest Request(EvaluationPair pair, int index) => new(pair.Target.PhonemeIds, pair.Reference,
        SeedSequence.Derive(options.Seed, RandomUse.Synthesis, index));

    // The first pass through every operation pays for its set-up, which is not synthesis.
    private void WarmUp(EvaluationPair pair)
    {
        using var scope = NewDisposeScope();
        synthesiser.Speak(Request(pair, 0));
    }

    private PairResult Evaluate(EvaluationPair pair, SynthesisRequest request)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var speech = synthesiser.Speak(request);
        var (target, reference) = (pair.Target.Source, pair.Reference.Source);
        if (folder is not null)
            PairFiles.Write(folder.Pair(target.Id), pair, speech, options.Features.SampleRateHz);
        return new(target.Id, target.Id, reference.Id, target.Text, reference.Text, target.Speaker, target.Emotion,
            pair.IsShown, metrics.Measure(Input(pair, speech, request), Asked));
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
            Seed = request.Seed
        };
    }

    private IReadOnlyList<PhonemeInterval> Intervals(long[] ids, long[] durations) => FrameAlignment.Intervals(
        [.. ids.Select(id => corpus.Phonemes[(int)id])], durations, options.Features.FrameRateHz);

    private static Tensor Audio(Utterance utterance) => tensor(utterance.Samples.ToArray());
}
