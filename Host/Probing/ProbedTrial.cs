using Melange.Host.Assembly;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Plugins;
using Melange.Host.Training;

namespace Melange.Host.Probing;

/// <summary>A trained trial, opened for a look inside: its options, its corpus and its model with the weights of its
/// last checkpoint.</summary>
public sealed class ProbedTrial : IDisposable
{
    private const string Changeable = "synthesis";

    private ProbedTrial(TrialFolder folder, LayeredConfig config, RunOptions options)
    {
        (Folder, Config, Options) = (folder, config, options);
        Device = RunAssembly.DeviceOf(options, config);
        Corpus = RunAssembly.Prepare(options);
        Model = RunAssembly.BuildModel(options, Corpus.Inventory, Device);
    }

    /// <summary>The trial's folder.</summary>
    public TrialFolder Folder { get; }

    /// <summary>The trial's config with settings over it.</summary>
    public LayeredConfig Config { get; }

    /// <summary>The trial's options.</summary>
    public RunOptions Options { get; }

    /// <summary>Where its tensors live.</summary>
    public Device Device { get; }

    /// <summary>Its utterances.</summary>
    public PreparedCorpus Corpus { get; }

    /// <summary>Its model, with trained weights.</summary>
    public SynthesisModel Model { get; }

    /// <summary>Opens a trial.</summary>
    /// <param name="folder">A folder with a config and a checkpoint.</param>
    /// <param name="settings"><c>key=value</c> of each <c>--set</c>, of the section <c>synthesis</c>.</param>
    /// <param name="catalog">The plugins.</param>
    /// <exception cref="FaultException">Config, settings, corpus or checkpoint cannot be used.</exception>
    public static ProbedTrial Open(TrialFolder folder, IReadOnlyList<string> settings, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var config = Read(folder, settings);
        var options = OptionsBinder.Bind<RunOptions>(config, catalog);
        set_num_threads(options.Threads > 0 ? options.Threads : Environment.ProcessorCount);
        var trial = new ProbedTrial(folder, config, options);
        try
        {
            new CheckpointFolder(folder.Checkpoint).LoadWeights(trial.Model);
            trial.Model.eval();
            return trial;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            trial.Dispose();
            throw new FaultException([new(folder.Checkpoint, 0, fault.Message)]);
        }
    }

    // What was trained is as it is; how it speaks may be changed.
    private static LayeredConfig Read(TrialFolder folder, IReadOnlyList<string> settings)
    {
        var trained = LayeredConfig.Read(folder.Config, []);
        var changed = trained.WithSettings(settings);
        var faults = trained.Without(Changeable).Differences(changed.Without(Changeable)).Select(change => new Fault(
            "--set", 0, $"a trained model may only be changed in synthesis.…, but this would change {change}."))
            .ToList();
        return faults.Count == 0 ? changed : throw new FaultException(faults);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        foreach (var utterance in Corpus.Utterances)
            utterance.LogMel.Dispose();
    }
}
