using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Machine;
using Melange.Host.Plugins;

namespace Melange.Host.Experiments;

/// <summary>An experiment's trials, with everything checked before any work.</summary>
/// <param name="Name">Name of the file, without its ending.</param>
/// <param name="Path">The file, as the user named it.</param>
/// <param name="File">The file's layers.</param>
/// <param name="Trials">Every variant with every seed.</param>
/// <param name="Inventory">What the corpus names.</param>
public sealed record ExperimentPlan(
    string Name, string Path, ExperimentFile File, IReadOnlyList<Trial> Trials, CorpusInventory Inventory)
{
    /// <summary>What a person should know before it runs: a line each.</summary>
    public IReadOnlyList<string> Notices { get; private init; } = [];

    /// <summary>Reads and checks an experiment: configs, parts, corpus, models.</summary>
    /// <param name="path">The experiment file, as the user named it.</param>
    /// <param name="settings"><c>key=value</c> of each <c>--set</c>, for every variant.</param>
    /// <param name="catalog">The plugins.</param>
    /// <param name="runFolder">Folder of the experiment's results.</param>
    /// <param name="moreSeeds">Seeds beside those of the file.</param>
    /// <param name="progress">Told how far the reading of a corpus is; may be null.</param>
    /// <exception cref="FaultException">Something cannot be used; every fault is listed.</exception>
    public static ExperimentPlan Read(
        string path, IReadOnlyList<string> settings, PluginCatalog catalog, string runFolder,
        IReadOnlyList<int>? moreSeeds = null, CorpusProgress? progress = null)
    {
        var faults = new List<Fault>();
        var file = ExperimentFile.Collect(path, settings, catalog, faults)?.WithSeeds(moreSeeds ?? []);
        var trials = Trial.All(file, catalog, runFolder, faults);
        if (faults.Count > 0)
            throw new FaultException([.. faults.Distinct()]);
        var (inventory, notices) = Check(trials, progress);
        return new(System.IO.Path.GetFileNameWithoutExtension(path), path, file!, trials, inventory)
        {
            Notices = [.. file!.Notices, .. notices, .. new SharedTraining(trials, catalog).Notices()]
        };
    }

    // The corpus is read once for each way of reading it, and every variant's parts are built once, for their faults.
    private static (CorpusInventory Inventory, IReadOnlyList<string> Notices) Check(
        List<Trial> trials, CorpusProgress? progress)
    {
        (Trial Trial, PreparedCorpus Corpus)? read = null;
        var (faults, notices) = (new List<Fault>(), new List<string>());
        foreach (var trial in trials.DistinctBy(trial => trial.Variant))
        {
            var device = RunAssembly.DeviceOf(trial.Options.Device, trial.Config);
            PrecisionCheck.Throw(trial.Options, trial.Config, (device.type, ProcessorFeatures.Present));
            if (read is null || ReadsOtherwise(trial, read.Value.Trial))
                read = (trial, RunAssembly.Prepare(trial.Options, progress));
            var corpus = read.Value.Corpus.Under(trial.Options.Training.References);
            notices.AddRange(faults.Try(() => ReferenceCheck.Run(corpus, trial.Options.Training)) ?? []);
            // A corpus without a pair to evaluate is found out now, not after the training.
            var pairs = EvaluationPairs.Choose(corpus, trial.Options.Evaluate);
            faults.AddRange(new PartCheck(trial.Options, corpus.Inventory, trial.Config).Run());
            faults.AddRange(new EditCheck(trial.Options, corpus.Inventory, trial.Config)
                .Run([.. pairs.Select(pair => (pair.Target.PhonemeIds, pair.Reference))]));
        }
        return faults.Count == 0
            ? (read!.Value.Corpus.Inventory, [.. notices.Distinct()])
            : throw new FaultException([.. faults.Distinct()]);
    }

    private static bool ReadsOtherwise(Trial trial, Trial first) =>
        Differs("corpus", trial, first) || Differs("features", trial, first);

    private static bool Differs(string section, Trial trial, Trial first) =>
        trial.Config.Section(section).Differences(first.Config.Section(section)).Count > 0;
}
