using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Melange.Host.Runs;
using Melange.Host.Training;
using TorchSharp;

namespace Melange.Host.Vocoding;

/// <summary>Trains a vocoder from its config to the folder that speaks.</summary>
/// <param name="config">The config.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="folder">Where all goes.</param>
/// <param name="rule">What follows when the last checkpoint does not fit.</param>
public sealed class VocoderTraining(
    LayeredConfig config, PluginCatalog catalog, VocoderFolder folder, LoadRule rule)
{
    /// <summary>Name of what stands beside the weights: config, plugins, names of the corpus, and how training went.
    /// </summary>
    public const string Origin = "training.json";

    /// <summary>Trains from where the folder stands.</summary>
    /// <param name="tell">Told of progress, a line at a time.</param>
    /// <param name="cancellation">Stops after the current step; what is done is kept.</param>
    /// <returns>How training went.</returns>
    /// <exception cref="FaultException">The config, the corpus or a file cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Training was stopped.</exception>
    /// <exception cref="DivergenceException">A loss is not finite.</exception>
    public TrainingState Run(Action<string> tell, CancellationToken cancellation)
    {
        var settled = OptionsBinder.Settle<VocoderRunOptions>(config, catalog);
        var options = settled.Options;
        set_num_threads(options.ThreadsHere);
        var device = RunAssembly.DeviceOf(options.Device, config);
        var own = InputFile.Text(options.Vocoder.Config.FullName);
        using var model = Fresh(options, own);
        var corpus = Corpus(options);
        model.to(device);
        var logMel = LogMels(options, corpus, tell);
        var origin = CheckpointOrigin.Of(settled.Config, catalog, corpus.Inventory) with
        {
            Threads = options.ThreadsHere,
            Mel = model.Networks.Mel
        };
        tell(Summary(model, corpus));
        using var listening = new VocoderListening(model.Networks.Generator, corpus, logMel,
            (options.Training.Validation, folder, device));
        var pieces = new VocoderPieces(corpus.Training, logMel, options.Training, options.Seed);
        var trainer = new VocoderTrainer(model, options.Training, pieces, listening)
        {
            Begun = () => WholeFile.Write(folder.Config, settled.Config.ToJson())
        };
        var state = trainer.Run(new(folder.Checkpoint, origin, options.Training.Kept, rule),
            (folder.Tensorboard, device), tell, cancellation);
        Write(model, own, origin, state);
        return state;
    }

    private VocoderModel Fresh(VocoderRunOptions options, string own)
    {
        manual_seed(SeedSequence.Derive(options.Seed, RandomUse.Weights));
        var networks = Networks(options.Vocoder, own);
        if (networks.Mel.Differences(options.Features) is { Count: > 0 } numbers)
            throw new FaultException([config.FaultAt("vocoder:config",
                $"{options.Vocoder.Config.Name} is of other log-mels than those of features: "
                + $"{string.Join(", ", numbers)}. Let both say the same.")]);
        var model = new VocoderModel(networks);
        if (options.Vocoder.StartFrom is { } start)
            TakeWeights(model, start.FullName);
        return model;
    }

    private VocoderNetworks Networks(TrainedVocoderOptions vocoder, string own)
    {
        var leftOut = new List<string>();
        var known = catalog.Services<ITrainableVocoder>(
            failed => leftOut.Add($" A plugin was left out: {failed.Message}"));
        List<string> ids = [.. known.Select(trainable => trainable.Id).Order(StringComparer.Ordinal)];
        var found = known.FirstOrDefault(trainable => trainable.Id == vocoder.Use)
            ?? throw new FaultException([config.FaultAt("vocoder:use", $"no vocoder to train is called '{vocoder.Use}'."
                + $"{NearestName.Suggest(vocoder.Use, ids)} Known: {string.Join(", ", ids.DefaultIfEmpty("none"))}."
                + string.Concat(leftOut))]);
        try
        {
            return found.Create(own, MelFilterbank.Of);
        }
        catch (OptionsException broken)
        {
            throw new FaultException(
                [.. broken.Problems.Select(problem => new Fault(vocoder.Config.FullName, 0, problem))]);
        }
    }

    private void TakeWeights(VocoderModel model, string start)
    {
        using var scope = NewDisposeScope();
        var last = Checkpoint.AllOf(new VocoderFolder(start).Checkpoint) is [.., var found] ? found
            : throw new FaultException([config.FaultAt("vocoder:startFrom",
                $"it must be a folder that melange vocoder has trained in, but {start} has no checkpoint.")]);
        try
        {
            var (weights, wanted) = (last.Read(Checkpoint.Weights), model.state_dict());
            rule.Apply(last.Path, TensorDifferences.Between(
                TensorDifferences.Shapes(weights), TensorDifferences.Shapes(wanted)));
            TensorDifferences.CopyFitting(weights, wanted);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            throw new FaultException([new(last.Path, 0, $"training cannot start from it: {broken.Message}")]);
        }
    }

    private PreparedCorpus Corpus(VocoderRunOptions options)
    {
        var corpus = PreparedCorpus.Of(
            RunAssembly.ReadCorpus(options.Corpus, options.Features, texts: null), options.Features,
            new(options.Cache));
        return corpus.HeldOut.Count > 0 && corpus.Training.Count > 0 ? corpus
            : throw new FaultException([config.FaultAt("corpus", "it must have utterances to learn from and held-out "
                + $"ones to listen to, but has {corpus.Training.Count} and {corpus.HeldOut.Count}.")]);
    }

    private Func<PreparedUtterance, Tensor> LogMels(
        VocoderRunOptions options, PreparedCorpus corpus, Action<string> tell)
    {
        if (options.Vocoder.PredictedBy is not { } path)
            return utterance => utterance.Mel.Read();
        using var model = ModelFolder.Open(path.FullName, new ModelChoice { Rule = rule, Tell = tell }, catalog);
        var mels = PredictedMels.Of(model, corpus, options.Seed,
            (done, of) => tell($"{done} of {of} utterances spoken by {path.Name}"));
        set_num_threads(options.ThreadsHere); // the model had its own
        return utterance => mels[utterance.Source.Id].Read();
    }

    private static string Summary(VocoderModel model, PreparedCorpus corpus)
    {
        var seconds = corpus.Training.Sum(utterance => utterance.Frames / utterance.Format.FrameRateHz);
        var (generator, discriminators) = model.Networks;
        return $"{Millions(generator)} million weights, against {Millions(discriminators)} million of discriminators; "
            + $"{corpus.Training.Count} utterances to learn from ({seconds / 60:f1} minutes), {corpus.HeldOut.Count} "
            + "held out";

        static string Millions(nn.Module module) =>
            (module.parameters().Sum(weight => weight.NumberOfElements) / 1e6).ToString("g3", null);
    }

    private void Write(VocoderModel model, string own, CheckpointOrigin origin, TrainingState state)
    {
        if (Directory.Exists(folder.Vocoder)) // of an earlier, shorter run
            Directory.Delete(folder.Vocoder, recursive: true);
        ModelWriter.WriteVocoder(folder.Vocoder, model.Networks.Generator.state_dict(), own,
            inside => ModelWriter.WriteManifest(Path.Combine(inside, Origin), origin, state));
    }
}
