using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Probing;
using Melange.Host.Synthesis;

namespace Melange.Bench;

/// <summary>What a trained trial says in float32 and in bfloat16.</summary>
internal static class SpokenPrecision
{
    private const int Sentences = 8;

    /// <summary>Speaks held-out sentences in both from the same noise, and prints how far apart they are.</summary>
    /// <exception cref="FaultException">There is no such trial, or it has no metric mcd.</exception>
    public static void Print(BenchArguments arguments)
    {
        using var scope = NewDisposeScope();
        using var trial = ProbedTrial.Open(
            TrialFinder.Find(arguments.Run!, null), new() { Settings = arguments.Settings }, Repository.Plugins);
        var metric = trial.Options.Metrics.TryGetValue("mcd", out var part)
            ? part.BuildWatched(new(trial.Options.Features))
            : throw new FaultException([new("--run", 0, "the trial must have the metric mcd.")]);
        using var exact = Voice(trial, Precision.Float32);
        using var low = Voice(trial, Precision.Bfloat16);
        var pairs = EvaluationPairs.Choose(trial.Corpus, trial.Options.Evaluate with { Limit = Sentences });
        MarkdownTable.Print($"The same sentences in float32 and bfloat16: {arguments.Run}",
            ["sentence", "frames", "mel-cepstral distortion, dB"],
            pairs.Select((pair, i) => Row(pair, i, metric, (exact, low), trial.Options.Seed)));
    }

    private static Synthesiser Voice(ProbedTrial trial, Precision precision) =>
        new(trial.Model, trial.Options with { Precision = precision }, trial.Device);

    private static IReadOnlyList<string> Row(
        EvaluationPair pair, int index, IMetric metric, (Synthesiser Exact, Synthesiser Low) voices, int seed)
    {
        var request = new SynthesisRequest(pair.Target.PhonemeIds, pair.Reference,
            SeedSequence.Derive(seed, RandomUse.Synthesis, index));
        var (exact, low) = (voices.Exact.Speak(request), voices.Low.Speak(request));
        var apart = metric.Measure(new(exact.LogMel, low.LogMel, exact.Audio, low.Audio, low.Seconds, []));
        return [pair.Target.Source.Id, $"{exact.LogMel.shape[1]}", MarkdownTable.Number(apart ?? double.NaN, 3)];
    }
}
