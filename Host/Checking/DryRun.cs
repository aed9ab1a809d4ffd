using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Experiments.Costs;
using Melange.Host.Features;
using Melange.Host.Machine;
using Melange.Host.Plugins;

namespace Melange.Host.Checking;

/// <summary>Builds a run's model and tries every kind of work on it once: score, training steps, speech.</summary>
/// <remarks>The whole of a child process, whose memory it measures. Nothing of a run is written.</remarks>
/// <param name="config">The run's resolved config.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="request">What to do.</param>
public sealed class DryRun(LayeredConfig config, PluginCatalog catalog, DryRequest request)
{
    private readonly List<BuiltPart> built = [];

    /// <summary>Runs.</summary>
    /// <param name="tell">Told, in words, what is begun.</param>
    /// <exception cref="FaultException">Config or corpus cannot be used, or a loss or the audio is not finite; every
    /// fault of a stage is listed.</exception>
    public DryReport Run(Action<string> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var clock = new StartClock();
        tell("reading the corpus");
        var options = OptionsBinder.Bind<RunOptions>(config, catalog.Watched(built.Add));
        set_num_threads(options.ThreadsHere);
        var device = RunAssembly.DeviceOf(options.Device, config);
        var corpus = Prepare(options, clock, CorpusProgress.In(tell));
        tell("building the parts");
        var check = new VariantCheck(options, corpus, config);
        Check(check, device);
        built.Clear();
        using var model = clock.Watch(() => RunAssembly.BuildModel(options, corpus.Inventory, device));
        var work = new DryWork(model, options, corpus, device);
        var held = ProcessMemory.Now().Megabytes;
        tell("scoring");
        var (size, stepSize) = Sizes(options, corpus);
        var (scoreGrowth, parts) = Score(work, options, (size, stepSize));
        tell("training a step");
        var seconds = new DrySeconds(0, 0, 0, 0);
        var stepGrowth = Watched(() => seconds = work.Train());
        if (request.IsCheck)
        {
            tell("speaking");
            seconds = Spoken(work, seconds, clock.Seconds);
        }
        return new(parts, size, stepSize, new(held, scoreGrowth, stepGrowth, ProcessMemory.Now().PeakMegabytes),
            seconds, new(work.CheckpointBytes, request.IsCheck ? work.ResultBytes : 0))
        {
            Precision = options.Precision.ToString().ToLowerInvariant(),
            Threads = options.ThreadsHere,
            Notices = [.. check.Notices, .. work.Notices]
        };
    }

    private static PreparedCorpus Prepare(RunOptions options, StartClock clock, CorpusProgress progress)
    {
        var corpus = RunAssembly.Prepare(options, progress with
        {
            Features = clock.Watching(progress.Features, isKept: options.Cache.Length > 0)
        });
        clock.Stop();
        return corpus;
    }

    private static DrySeconds Spoken(DryWork work, DrySeconds trained, double start)
    {
        var (evaluation, timing) = work.Speak();
        return trained with { Evaluation = evaluation, TimingRound = start + timing };
    }

    private void Check(VariantCheck check, Device device)
    {
        Fault[] faults = request.IsCheck
            ? [.. check.Parts(() => new FreshParts([.. built], config).Faults()), .. check.Rest(device)]
            : [.. check.Parts(judge: null)];
        if (faults.Length > 0)
            throw new FaultException(faults);
    }

    private (double Growth, IReadOnlyList<DryPart> Parts) Score(
        DryWork work, RunOptions options, (PassSize Score, PassSize Step) sizes)
    {
        var parts = new PartInventory([.. built], [.. options.Model.Conditioning.Keys]);
        var growth = Watched(() => work.Pass.Run(sizes.Score));
        var (sites, stepSites) = (new SiteShapes(), new SiteShapes());
        var shapes = work.Pass.Run(sizes.Score, sites);
        work.Pass.Run(sizes.Step with { Batch = 1 }, stepSites);
        return (growth, parts.List((sizes.Score, sites, shapes), (sizes.Step, stepSites)));
    }

    private (PassSize Score, PassSize Step) Sizes(RunOptions options, PreparedCorpus corpus)
    {
        var training = options.Training;
        var segment = Math.Min(training.SegmentFrames, corpus.Training.Max(utterance => utterance.Frames));
        var references = request.ReferenceFrames > 0
            ? request.ReferenceFrames : (long)corpus.Training.Average(utterance => utterance.Frames);
        var phonemes = (long)Math.Ceiling(corpus.Training.Average(utterance => utterance.PhonemeIds.Length));
        return (new(1, request.Frames > 0 ? request.Frames : segment, references, phonemes),
            new((long)training.BatchSize * training.Accumulation, segment, references, phonemes));
    }

    private static double Watched(Action work)
    {
        using var watch = new MemoryWatch();
        work();
        return watch.Growth();
    }
}
