using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Guarding;
using TorchSharp;

namespace Melange.Host.Assembly;

/// <summary>Puts a run together from its config: options, corpus, model.</summary>
public static class RunAssembly
{
    /// <summary>Reads the corpus of a run.</summary>
    /// <param name="options">The run.</param>
    /// <param name="texts">Told of texts done, of all, where a phonemizer reads them; may be null.</param>
    /// <exception cref="FaultException">Files are missing or broken, where every fault is listed; or the corpus, or a
    /// part of it, cannot be built.</exception>
    public static IReadOnlyList<Utterance> ReadCorpus(RunOptions options, Action<int, int>? texts = null) =>
        ReadCorpus(options.Corpus, options.Features, texts);

    /// <summary>Reads a corpus.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="format">How its audio becomes a log-mel.</param>
    /// <param name="texts">As above.</param>
    /// <exception cref="FaultException">As above.</exception>
    public static IReadOnlyList<Utterance> ReadCorpus(
        Part<ICorpus, CorpusContext> corpus, AudioFormat format, Action<int, int>? texts)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        try
        {
            return corpus.BuildWatched(new(Directory.GetCurrentDirectory(), format)
            {
                TextsDone = texts
            }).Read();
        }
        catch (PluginException fault)
        {
            throw new FaultException([new("corpus", 0, fault.Message)]);
        }
    }

    /// <summary>Builds the model with the seed's weights.</summary>
    public static SynthesisModel BuildModel(RunOptions options, CorpusInventory corpus, Device device)
    {
        manual_seed(SeedSequence.Derive(options.DrawnFrom, RandomUse.Weights));
        var model = new SynthesisModel(options.Model, corpus, (options.Features, options.Diffusion));
        model.to(device);
        return model;
    }

    /// <summary>The device that is asked for.</summary>
    /// <exception cref="FaultException">CUDA is asked for, but there is none.</exception>
    public static Device DeviceOf(ComputeDevice asked, LayeredConfig config) => asked switch
    {
        ComputeDevice.Cpu => CPU,
        ComputeDevice.Auto => cuda.is_available() ? CUDA : CPU,
        _ when cuda.is_available() => CUDA,
        _ => throw new FaultException([config.FaultAt("device",
            "device must be auto or cpu here, but was 'cuda': this build or machine has no CUDA.")])
    };

    /// <summary>Reads a run's corpus and prepares its features.</summary>
    /// <param name="options">The run.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <exception cref="FaultException">As <see cref="ReadCorpus(RunOptions, Action{int, int})"/>; utterances or
    /// their audio cannot be used, or the cache not written.</exception>
    public static PreparedCorpus Prepare(RunOptions options, CorpusProgress? progress = null) =>
        PreparedCorpus
            .Of(ReadCorpus(options, progress?.Texts), options.Features, new(options.Cache, progress?.Features))
            .Under(options.Training.References);
}
