using Melange.Host.Assembly;
using Melange.Host.Plugins;

namespace Melange.Host.Experiments;

/// <summary>An experiment file, resolved: its variants, its trials, and everything checked before any work.</summary>
/// <param name="Name">Name of the file, without its ending.</param>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Options">Seeds and workers.</param>
/// <param name="Base">What the variants vary: the base file, and what is common to all.</param>
/// <param name="Variants">Resolved config of each variant, in the file's order.</param>
/// <param name="Trials">Every variant with every seed.</param>
/// <param name="Inventory">What the corpus names.</param>
public sealed record ExperimentPlan(
    string Name, string File, ExperimentOptions Options, LayeredConfig Base, IReadOnlyDictionary<string, LayeredConfig> Variants,
    IReadOnlyList<Trial> Trials, CorpusInventory Inventory)
{
    private const string BaseKey = "base";
    private const string Common = "common";
    private const string VariantSection = "variants";

    /// <summary>Reads and checks an experiment: configs, parts, corpus, models.</summary>
    /// <param name="file">The experiment file, as the user named it.</param>
    /// <param name="settings"><c>key=value</c> of each <c>--set</c>, for every variant.</param>
    /// <param name="catalog">The plugins.</param>
    /// <param name="runFolder">Folder of the experiment's results.</param>
    /// <exception cref="FaultException">Something cannot be used; every fault is listed.</exception>
    public static ExperimentPlan Read(string file, IReadOnlyList<string> settings, PluginCatalog catalog, string runFolder)
    {
        var experiment = LayeredConfig.Read(file, []);
        var faults = new List<Fault>();
        var options = Collect(faults, () =>
            OptionsBinder.Bind<ExperimentOptions>(experiment.Without(BaseKey, Common, VariantSection), catalog));
        var layered = Collect(faults, () => BaseOf(experiment, file, settings));
        var variants = layered is null ? [] : Collect(faults, () => Overlaid(experiment, layered, settings)) ?? [];
        if (faults.Count > 0)
            throw new FaultException(faults);
        var trials = new List<Trial>();
        foreach (var (name, config) in variants)
            foreach (var seed in options!.Seeds)
                if (Collect(faults, () => Bind(name, seed, config, catalog, runFolder)) is { } trial)
                    trials.Add(trial);
        if (faults.Count > 0)
            throw new FaultException([.. faults.Distinct()]);
        return new(Path.GetFileNameWithoutExtension(file), file, options!, layered!, variants, trials, Check(trials));
    }

    private static LayeredConfig BaseOf(LayeredConfig experiment, string file, IReadOnlyList<string> settings)
    {
        if (experiment.Value(BaseKey) is not { } baseFile)
            throw new FaultException([experiment.FaultAt(BaseKey, "base is missing; expected the file that the variants vary.")]);
        var path = Path.Combine(Path.GetDirectoryName(file) ?? "", baseFile);
        return System.IO.File.Exists(path)
            ? LayeredConfig.Read(path, []).With(experiment, Common).WithSettings(settings)
            : throw new FaultException([experiment.FaultAt(BaseKey, $"base must name a file that exists, but {path} does not.")]);
    }

    private static Dictionary<string, LayeredConfig> Overlaid(
        LayeredConfig experiment, LayeredConfig common, IReadOnlyList<string> settings)
    {
        if (experiment.Keys(VariantSection).Count == 0)
            throw new FaultException([experiment.FaultAt(VariantSection,
                "variants is missing; expected a section a variant: { \"f2f\": {}, \"f2b\": { ... } }.")]);
        return experiment.Keys(VariantSection).ToDictionary(
            name => name, name => common.With(experiment, $"{VariantSection}:{name}").WithSettings(settings));
    }

    private static Trial Bind(string variant, int seed, LayeredConfig config, PluginCatalog catalog, string runFolder)
    {
        var seeded = config.WithSettings([$"seed={seed}"]);
        var folder = new TrialFolder(Path.Combine(runFolder, variant, $"seed-{seed}"));
        return new(variant, seed, seeded, OptionsBinder.Bind<RunOptions>(seeded, catalog), folder);
    }

    // The corpus is read once for each way of reading it, and every variant's model is built once, for their faults.
    private static CorpusInventory Check(List<Trial> trials)
    {
        CorpusInventory? first = null;
        var faults = new List<Fault>();
        foreach (var trial in trials.DistinctBy(trial => trial.Variant))
        {
            RunAssembly.DeviceOf(trial.Options, trial.Config);
            if (first is null || trial.Config.Differences(trials[0].Config).Any(change => change.StartsWith("corpus", StringComparison.Ordinal)))
                first = CorpusInventory.Of(RunAssembly.ReadCorpus(trial.Options));
            faults.AddRange(RunAssembly.FaultsOfParts(trial.Options, first, trial.Config));
        }
        return faults.Count == 0 ? first! : throw new FaultException([.. faults.Distinct()]);
    }

    private static T? Collect<T>(List<Fault> faults, Func<T> work) where T : class
    {
        try
        {
            return work();
        }
        catch (FaultException found)
        {
            faults.AddRange(found.Faults);
            return null;
        }
    }
}
