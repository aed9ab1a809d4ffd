using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Experiments.Costs;
using Melange.Host.Features;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Melange.Host.Runs;
using Melange.Host.Synthesis;

namespace Melange.Host.Experiments;

/// <summary>Times a trained model from its trial's folder, when no other trial runs: one round.</summary>
/// <remarks>The whole of a worker process, whose memory is that of a program which only speaks.</remarks>
/// <param name="folder">The trial's folder.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="rule">What follows when the last checkpoint does not fit.</param>
public sealed class TimingWorker(TrialFolder folder, PluginCatalog catalog, LoadRule rule)
{
    private const int MostPairs = 6; // one more than an interval takes

    /// <summary>Speaks some pairs of the first protocol again, shown ones first, and asks the metrics of time.
    /// </summary>
    /// <param name="round">Which round it is, from 1.</param>
    /// <param name="cancellation">Stops after the current pair.</param>
    /// <exception cref="FaultException">The model or its corpus cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The round was stopped.</exception>
    public void Run(int round, CancellationToken cancellation)
    {
        using var recording = FlightRecorder.Open(folder.Flight);
        using var loaded = ModelFolder.Open(
            folder.Path, new() { Rule = rule, Tell = Console.Error.WriteLine }, catalog);
        var (model, options, device) = (loaded.Model, loaded.Options, loaded.Device);
        var corpus = RunAssembly.Prepare(options);
        using var synthesiser = new Synthesiser(model, options, device);
        using var evaluation = new Evaluation(synthesiser, options, corpus, folder: null)
        {
            Asked = AskedMetrics.OfTime
        };
        var spoken = evaluation.Run(
            new ReferenceAligner(model, device).Align([.. PairsOf(options, corpus)]), _ => { }, cancellation).Pairs;
        folder.WriteRound(round, new(1, CostMeasure.ScoreSeconds((model, device), options, corpus.Training[0]),
            ProcessMemory.Now().PeakMegabytes, ByMetric(spoken)));
    }

    /// <summary>What is spoken to be timed.</summary>
    internal static IEnumerable<EvaluationPair> PairsOf(RunOptions options, PreparedCorpus corpus)
    {
        var first = options.Evaluate with { Protocols = [options.Evaluate.Protocols[0]] };
        return EvaluationPairs.Choose(corpus, first).OrderByDescending(pair => pair.IsShown).Take(MostPairs);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, double?>> ByMetric(List<PairResult> pairs) =>
        pairs[0].Values.Keys.ToDictionary(metric => metric, metric =>
            (IReadOnlyDictionary<string, double?>)pairs.ToDictionary(pair => pair.Id, pair => pair.Values[metric]));
}
