using System.Diagnostics;
using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Experiments.Costs;
using Melange.Host.Guarding;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Melange.Host.Runs;
using Melange.Host.Synthesis;
using Melange.Host.Training;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch.nn;

namespace Melange.Host.Experiments;

/// <summary>Runs one trial from its folder: trains, evaluates, writes the result there.</summary>
/// <remarks>The whole of a worker process; it knows nothing of the experiment around it.</remarks>
/// <param name="folder">The trial's folder.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="loggers">Where the trainer logs.</param>
/// <param name="rule">What follows when the last checkpoint does not fit.</param>
public sealed class TrialWorker(TrialFolder folder, PluginCatalog catalog, ILoggerFactory loggers, LoadRule rule)
{
    /// <summary>Runs the trial from where it stands.</summary>
    /// <param name="variant">Name of the variant, for the result.</param>
    /// <param name="report">Told how far the trial is.</param>
    /// <param name="cancellation">Stops after the current step or pair; what is done is kept.</param>
    /// <exception cref="FaultException">The folder's config cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The trial was stopped.</exception>
    /// <exception cref="DivergenceException">A loss or gradient is not finite.</exception>
    /// <exception cref="PluginException">A part failed.</exception>
    public void Run(string variant, Action<WorkerMessage> report, CancellationToken cancellation)
    {
        using var recording = FlightRecorder.Open(folder.Flight);
        var config = LayeredConfig.Read(folder.Config, []);
        var plugins = AsPlanned(PluginStamps.Of(config, catalog));
        var built = new List<BuiltPart>();
        var options = OptionsBinder.Bind<RunOptions>(config, catalog.Watched(built.Add));
        set_num_threads(options.ThreadsHere);
        var device = RunAssembly.DeviceOf(options.Device, config);
        PrecisionCheck.Throw(options, config, (device.type, ProcessorFeatures.Present));
        var corpus = RunAssembly.Prepare(options);
        ReferenceCheck.Run(corpus, options.Training);
        using var model = RunAssembly.BuildModel(options, corpus.Inventory, device);
        List<BuiltPart> parts = [.. built];
        LowPrecisionEstimator.Try(model, options, corpus.Training[0], device);
        var checkpoints = new CheckpointFolder(
            folder.Checkpoint, CheckpointOrigin.Of(config, catalog, corpus.Inventory) with
            {
                Threads = options.ThreadsHere
            }, options.Training.Kept, rule);
        var plan = new BatchPlan(corpus, options.Training, options.DrawnFrom);
        var trainer = new Trainer(model, options, plan, loggers.CreateLogger<Trainer>())
        {
            TensorboardFolder = folder.Tensorboard
        };
        var training = trainer.Run(checkpoints, device, step => report(new(
            WorkerMessage.Train, step, options.Training.Steps, trainer.Latest.Brief, trainer.Latest.Details)),
            cancellation);
        var clock = Stopwatch.StartNew();
        using var synthesiser = new Synthesiser(model, options, device);
        using var evaluation = new Evaluation(synthesiser, options, corpus, folder);
        var pairs = new ReferenceAligner(model, device).Align(
            EvaluationPairs.Choose(corpus, options.Evaluate));
        var found = evaluation.Run(pairs,
            done => report(new(WorkerMessage.Evaluate, done, pairs.Count)), cancellation);
        folder.WriteResult(new(variant, options.Seed, Count(model), Count(model.EstimatorWeights), training.Seconds,
            clock.Elapsed.TotalSeconds, Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,
            evaluation.LegendsUnder(ModelGuarantees.Of(parts, options)), training.Losses, found.Pairs)
        {
            Validation = training.Validation,
            CorpusValues = found.CorpusValues,
            CopyCorpusValues = found.CopyCorpusValues,
            Mels = found.Mels,
            Energies = found.Energies,
            Vocoder = synthesiser.VocoderOrigin,
            Cost = CostMeasure.Work((model, device), parts, options.Model.Conditioning.Keys, corpus.Training[0]) with
            {
                StepSeconds = training.StepSeconds
            },
            Plugins = new(checkpoints.TrainedBy, Of(plugins, OriginDifferences.SpeakingSection),
                Of(plugins, OriginDifferences.MeasuringSection))
        });
    }

    // An experiment takes hours; somebody may have replaced a plugin since. A worker started by hand has no plan.
    private IReadOnlyList<PluginStamp> AsPlanned(IReadOnlyList<PluginStamp> plugins)
    {
        var changes = PluginStamps.Differences(folder.ReadPlugins(), plugins, _ => true);
        return changes.Count == 0 || !File.Exists(folder.Plugins)
            ? plugins
            : throw new FaultException([.. changes.Select(change => new Fault(folder.Path, 0,
                $"a plugin was changed since the experiment was begun: {change}. Run the experiment again."))]);
    }

    private static IReadOnlyList<PluginStamp> Of(IReadOnlyList<PluginStamp> plugins, string section) =>
        [.. plugins.Where(stamp => stamp.Sections.Contains(section))];

    private static long Count(Module? part) =>
        part?.parameters().Sum(parameter => parameter.NumberOfElements) ?? 0;
}
