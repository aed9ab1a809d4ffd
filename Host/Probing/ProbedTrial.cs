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
    private ProbedTrial(TrialFolder folder, RunOptions options, Device device)
    {
        (Folder, Options, Device) = (folder, options, device);
        Corpus = RunAssembly.Prepare(options);
        Model = RunAssembly.BuildModel(options, Corpus.Inventory, device);
    }

    /// <summary>The trial's folder.</summary>
    public TrialFolder Folder { get; }

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
    /// <param name="catalog">The plugins.</param>
    /// <exception cref="FaultException">Config, corpus or checkpoint cannot be used.</exception>
    public static ProbedTrial Open(TrialFolder folder, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var config = LayeredConfig.Read(folder.Config, []);
        var options = OptionsBinder.Bind<RunOptions>(config, catalog);
        set_num_threads(options.Threads > 0 ? options.Threads : Environment.ProcessorCount);
        var trial = new ProbedTrial(folder, options, RunAssembly.DeviceOf(options, config));
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

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        foreach (var utterance in Corpus.Utterances)
            utterance.LogMel.Dispose();
    }
}
