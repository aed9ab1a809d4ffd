using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Runs;
using Melange.Host.Synthesis;

namespace Melange.Host.Experiments;

/// <summary>Synthesises every pair of a trial and measures it.</summary>
public sealed class Evaluation(Synthesiser synthesiser, RunOptions options, TrialFolder folder)
{
    private readonly Dictionary<string, IMetric> metrics = options.Metrics.ToDictionary(
        entry => entry.Key, entry => entry.Value.BuildWatched(new MetricContext(options.Features)));

    /// <summary>What each metric measures, by its name in the config.</summary>
    public IReadOnlyDictionary<string, MetricLegend> Legends => metrics.ToDictionary(entry => entry.Key,
        entry => new MetricLegend(entry.Value.Description, entry.Value.Unit, entry.Value.HigherIsBetter));

    /// <summary>Runs over all pairs.</summary>
    /// <param name="pairs">What to synthesise.</param>
    /// <param name="progress">Told how many pairs are done.</param>
    /// <param name="cancellation">Stops after the current pair.</param>
    /// <exception cref="OperationCanceledException">Evaluation was stopped.</exception>
    public IReadOnlyList<PairResult> Run(
        IReadOnlyList<EvaluationPair> pairs, Action<int> progress, CancellationToken cancellation)
    {
        var results = new List<PairResult>();
        WarmUp(pairs[0]);
        for (var i = 0; i < pairs.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(Evaluate(pairs[i], Request(pairs[i], i)));
            progress(i + 1);
        }
        return results;
    }

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
        var input = new MetricInput(pair.Target.LogMel, speech.LogMel,
            tensor(pair.Target.Source.Samples.ToArray()), speech.Audio, speech.Seconds, speech.Attention);
        var (target, reference) = (pair.Target.Source, pair.Reference.Source);
        if (pair.IsShown)
            PairFiles.Write(folder.Pair(target.Id), pair, speech, options.Features.SampleRateHz);
        return new(target.Id, target.Id, reference.Id, target.Text, reference.Text, target.Speaker, target.Emotion,
            pair.IsShown, metrics.ToDictionary(entry => entry.Key, entry => entry.Value.Measure(input)));
    }
}
