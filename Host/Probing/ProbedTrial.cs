using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Plugins;
using Melange.Host.Runs;

namespace Melange.Host.Probing;

/// <summary>A trained trial, opened for a look inside: its options, its corpus and its model with the weights of one
/// of its checkpoints.</summary>
public sealed class ProbedTrial : IDisposable
{
    private readonly ModelFolder model;

    private ProbedTrial(TrialFolder folder, ModelFolder model) =>
        (Folder, this.model, Corpus) = (folder, model, RunAssembly.Prepare(model.Options));

    /// <summary>The trial's folder.</summary>
    public TrialFolder Folder { get; }

    /// <summary>The trial's config with settings over it.</summary>
    public LayeredConfig Config => model.Config;

    /// <summary>The trial's options.</summary>
    public RunOptions Options => model.Options;

    /// <summary>Where its tensors live.</summary>
    public Device Device => model.Device;

    /// <summary>Its utterances.</summary>
    public PreparedCorpus Corpus { get; }

    /// <summary>Its model, with trained weights.</summary>
    public SynthesisModel Model => model.Model;

    /// <summary>Opens a trial.</summary>
    /// <param name="folder">A folder with a config and a checkpoint.</param>
    /// <param name="choice">Which checkpoint, and what is changed about how it speaks.</param>
    /// <param name="catalog">The plugins.</param>
    /// <exception cref="FaultException">Config, settings, corpus or checkpoint cannot be used.</exception>
    public static ProbedTrial Open(TrialFolder folder, ModelChoice choice, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(choice);
        var model = ModelFolder.Open(folder.Path, choice, catalog);
        try
        {
            var trial = new ProbedTrial(folder, model);
            choice.Rule.Apply(folder.Path, OriginDifferences.OfInventories(model.Inventory, trial.Corpus.Inventory));
            return trial;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        model.Dispose();
        foreach (var utterance in Corpus.Utterances)
            utterance.Mel.Dispose();
    }
}
