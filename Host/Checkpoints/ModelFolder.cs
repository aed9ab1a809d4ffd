using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Melange.Host.Runs;

namespace Melange.Host.Checkpoints;

/// <summary>A model with its weights, ready to speak: out of a training run, an export or an import.</summary>
/// <remarks>No corpus is read: what ids stand for comes from the checkpoint.</remarks>
public sealed class ModelFolder : IDisposable
{
    // How it speaks, and what it computes with.
    private static readonly string[] Changeable = ["synthesis", "precision", "device", "threads"];

    private ModelFolder(ModelSource source, LayeredConfig config, RunOptions options)
    {
        (Source, Config, Options) = (source, config, options);
        Device = RunAssembly.DeviceOf(options.Device, config);
        PrecisionCheck.Throw(options, config, (Device.type, ProcessorFeatures.Present));
        Model = RunAssembly.BuildModel(options, source.Manifest.Inventory, Device);
    }

    /// <summary>Where it was read from.</summary>
    public ModelSource Source { get; }

    /// <summary>Its config with settings over it.</summary>
    public LayeredConfig Config { get; }

    /// <summary>Its options.</summary>
    public RunOptions Options { get; }

    /// <summary>Where its tensors live.</summary>
    public Device Device { get; }

    /// <summary>The model with trained weights, averaged ones where there are any.</summary>
    public SynthesisModel Model { get; }

    /// <summary>What the ids of phonemes, speakers and emotions stand for.</summary>
    public CorpusInventory Inventory => Source.Manifest.Inventory;

    /// <summary>Opens a model.</summary>
    /// <param name="path">An exported or imported model, a trial's folder or its variant's.</param>
    /// <param name="choice">Which state of it, and what is changed about it.</param>
    /// <param name="catalog">The plugins.</param>
    /// <exception cref="FaultException">There is no model, its files or the settings cannot be used, or it does not fit
    /// this program's parts; the message has the differences.</exception>
    public static ModelFolder Open(string path, ModelChoice choice, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(choice);
        var source = ModelSource.Find(path, choice);
        var config = Changed(source.Config, choice.Settings);
        var settled = Settled(config, source, catalog);
        foreach (var notice in settled.Notices)
            choice.Tell(notice);
        set_num_threads(settled.Options.ThreadsHere);
        var folder = new ModelFolder(source, settled.Config, settled.Options);
        try
        {
            folder.Load(choice, catalog);
            return folder;
        }
        catch (Exception fault)
        {
            folder.Dispose();
            if (fault is InvalidDataException or IOException)
                throw new FaultException([new(source.Path, 0, fault.Message)]);
            throw;
        }
    }

    private static SettledConfig<RunOptions> Settled(
        LayeredConfig config, ModelSource source, PluginCatalog catalog)
    {
        try
        {
            return OptionsBinder.Settle<RunOptions>(config, catalog);
        }
        catch (FaultException unfit)
        {
            throw new FaultException([.. unfit.Faults, .. Missing(source, catalog)]);
        }
    }

    // Who was given a model need not know which plugins it was made with: its manifest does.
    private static IEnumerable<Fault> Missing(ModelSource source, PluginCatalog catalog)
    {
        var config = source.Config.ToJson();
        foreach (var stamp in source.Manifest.Plugins)
        {
            var installed = catalog.Plugins.Where(plugin => plugin.Id == stamp.Id).ToList();
            var isWanted = installed.Count == 0 || config.Contains($"@{stamp.Version}\"", StringComparison.Ordinal);
            if (isWanted && !installed.Exists(plugin => plugin.Version == stamp.Version))
                yield return new(source.ManifestFile, 0, $"it was made with plugin '{stamp.Id}' {stamp}, which is not "
                    + "installed here; get the plugin's folder and run `melange plugins add FOLDER`.");
        }
    }

    private void Load(ModelChoice choice, PluginCatalog catalog)
    {
        using var scope = NewDisposeScope();
        var (found, wanted) = (Source.ReadWeights(), Model.state_dict());
        var (then, now) = (Source.Manifest.Origin(Source.ManifestFile),
            CheckpointOrigin.Of(Config, catalog, Inventory) with { Mel = Options.Features });
        var origin = OriginDifferences.OfModel(
            Source.Trial is null ? then with { Plugins = Rebuilt(then.Plugins, now.Plugins, choice.Tell) } : then, now);
        var tensors = TensorDifferences.Between(TensorDifferences.Shapes(found), TensorDifferences.Shapes(wanted));
        choice.Rule.Apply(Source.Path, [.. origin, .. tensors]);
        TensorDifferences.CopyFitting(found, wanted);
        Model.eval();
    }

    // A model that travels meets other builds of a version, by whose number its author tells what computes the same.
    private IReadOnlyList<PluginStamp> Rebuilt(
        IReadOnlyList<PluginStamp> found, IReadOnlyList<PluginStamp> installed, Action<string> tell)
    {
        var others = found.Where(stamp => stamp.Sections.Contains("model")
            && Installed(stamp) is { } now && now.Sha256 != stamp.Sha256).ToList();
        if (others.Count > 0)
            tell($"{Source.Path} was trained with other builds of the same versions: "
                + $"{string.Join(", ", others.Select(stamp => stamp.Id))}.");
        return [.. found.Select(stamp =>
            others.Contains(stamp) ? stamp with { Sha256 = Installed(stamp)!.Sha256 } : stamp)];

        PluginStamp? Installed(PluginStamp stamp) =>
            installed.FirstOrDefault(now => (now.Id, now.Version) == (stamp.Id, stamp.Version));
    }

    // What was trained is as it is.
    private static LayeredConfig Changed(LayeredConfig trained, IReadOnlyList<string> settings)
    {
        var changed = trained.WithSettings(settings);
        var faults = trained.Without(Changeable).Differences(changed.Without(Changeable)).Select(change => new Fault(
            "--set", 0, "a trained model may only be changed in synthesis.…, precision, device and threads, "
            + $"but this would change {change}."))
            .ToList();
        return faults.Count == 0 ? changed : throw new FaultException(faults);
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
