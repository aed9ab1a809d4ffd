using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Plugins;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>One variant with one seed, and where it runs.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Config">The resolved config.</param>
/// <param name="Options">The config, bound.</param>
/// <param name="Folder">The trial's folder.</param>
public sealed record Trial(string Variant, int Seed, LayeredConfig Config, RunOptions Options, TrialFolder Folder)
{
    /// <summary>Binds the config of a variant for one seed.</summary>
    /// <param name="name">Variant and seed.</param>
    /// <param name="config">The variant's resolved config.</param>
    /// <param name="catalog">The plugins.</param>
    /// <param name="runFolder">Folder of the experiment's results.</param>
    /// <exception cref="FaultException">The config cannot be used; every fault is listed.</exception>
    public static Trial Of(
        (string Variant, int Seed) name, LayeredConfig config, PluginCatalog catalog, string runFolder)
    {
        ArgumentNullException.ThrowIfNull(config);
        var seeded = config.WithSettings([$"seed={name.Seed}"]);
        return new(name.Variant, name.Seed, seeded, OptionsBinder.Bind<RunOptions>(seeded, catalog),
            FolderOf(runFolder, name.Variant, name.Seed));
    }

    /// <summary>Binds every variant of an experiment for every seed.</summary>
    /// <param name="file">The experiment; null where it could not be read.</param>
    /// <param name="catalog">The plugins.</param>
    /// <param name="runFolder">Folder of the experiment's results.</param>
    /// <param name="faults">Takes those of each config that cannot be used.</param>
    internal static List<Trial> All(
        ExperimentFile? file, PluginCatalog catalog, string runFolder, List<Fault> faults)
    {
        var trials = new List<Trial>();
        foreach (var (variant, config) in file?.Variants ?? new Dictionary<string, LayeredConfig>())
            foreach (var seed in file!.Options.Seeds)
                if (faults.Try(() => Of((variant, seed), config, catalog, runFolder)) is { } trial)
                    trials.Add(trial);
        return trials;
    }

    /// <summary>Where a trial runs, in the folder of its experiment's results.</summary>
    public static TrialFolder FolderOf(string runFolder, string variant, int seed) =>
        new(Path.Combine(runFolder, variant, $"seed-{seed}"));

    /// <summary><c>f2f, seed 1</c>.</summary>
    public string Name => $"{Variant}, seed {Seed}";
}
