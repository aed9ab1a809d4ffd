using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Plugins;
using TorchSharp;

namespace Melange.Host.Experiments;

/// <summary>Puts a run together from its config: options, corpus, model.</summary>
public static class RunAssembly
{
    private const string PluginFolder = "plugins";

    /// <summary>The folders that plugins are looked for in: beside the program, then where the user stands.</summary>
    /// <remarks>
    /// In this exact spelling: on systems that ignore case, the sources in <c>Plugins</c> are no plugins.
    /// </remarks>
    public static IReadOnlyList<string> PluginFolders { get; } =
    [
        Path.Combine(AppContext.BaseDirectory, PluginFolder),
        .. Directory.GetDirectories(".").Select(folder => Path.GetFileName(folder)).Where(name => name == PluginFolder)
    ];

    /// <summary>Reads the corpus of a run.</summary>
    /// <exception cref="FaultException">Files are missing or broken; every fault is listed.</exception>
    public static IReadOnlyList<Utterance> ReadCorpus(RunOptions options) =>
        options.Corpus.Build(new(Directory.GetCurrentDirectory(), options.Features)).Read();

    /// <summary>Builds the model with the seed's weights.</summary>
    public static SynthesisModel BuildModel(RunOptions options, CorpusInventory corpus, Device device)
    {
        manual_seed(Training.SeedSequence.Derive(options.Seed, Training.RandomUse.Weights));
        var model = new SynthesisModel(options.Model, corpus, (options.Features.Bins, options.Diffusion));
        model.to(device);
        return model;
    }

    /// <summary>Builds every part of a run once, for their faults only.</summary>
    /// <returns>A fault for each part that refuses its options or its place.</returns>
    public static IEnumerable<Fault> FaultsOfParts(RunOptions options, CorpusInventory corpus, LayeredConfig config)
    {
        using var scope = NewDisposeScope();
        using var filters = MelFilterbank.Of(options.Features);
        var parts = new List<(string Path, Action Build)>
        {
            ("synthesis.sampler", () => options.Synthesis.Sampler.Build(new(options.Diffusion))),
            ("synthesis.vocoder", () => options.Synthesis.Vocoder.Build(new(options.Features, filters)))
        };
        parts.AddRange(PartsOfModel(options, corpus));
        parts.AddRange(options.Metrics.Select(metric =>
            ($"metrics:{metric.Key}", (Action)(() => metric.Value.Build(new(options.Features))))));
        return [.. parts.Select(part => FaultOf(part.Build, part.Path, config)).OfType<Fault>()];
    }

    private static IEnumerable<(string Path, Action Build)> PartsOfModel(RunOptions options, CorpusInventory corpus)
    {
        var bins = options.Features.Bins;
        var conditions = new List<Condition>();
        foreach (var (name, part) in options.Model.Conditioning)
            yield return ($"model:conditioning:{name}", () => conditions.Add(
                new(name, part.Build(new(bins, corpus.Speakers, corpus.Emotions)).Width)));
        yield return ("model.encoder", () => options.Model.Encoder.Build(new(corpus.PhonemeCount, bins, conditions)));
        yield return ("model.estimator", () => options.Model.Estimator.Build(new(bins, conditions, options.Diffusion)));
    }

    private static Fault? FaultOf(Action build, string path, LayeredConfig config)
    {
        try
        {
            build();
            return null;
        }
        catch (Exception fault) when (fault is PluginException or OptionsException)
        {
            return config.FaultAt(path, fault.Message);
        }
    }

    /// <summary>The device that the options ask for.</summary>
    /// <exception cref="FaultException">CUDA is asked for, but there is none.</exception>
    public static Device DeviceOf(RunOptions options, LayeredConfig config) => options.Device switch
    {
        ComputeDevice.Cpu => CPU,
        ComputeDevice.Auto => cuda.is_available() ? CUDA : CPU,
        _ when cuda.is_available() => CUDA,
        _ => throw new FaultException([config.FaultAt("device",
            "device must be auto or cpu here, but was 'cuda': this build or machine has no CUDA.")])
    };

    /// <summary>Prepares the features of a corpus.</summary>
    public static PreparedCorpus Prepare(RunOptions options) =>
        PreparedCorpus.Of(ReadCorpus(options), options.Features);
}
