using System.Runtime.InteropServices;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Plugins;
using Melange.Host.TensorFiles;

namespace Melange.Host.Importing;

/// <summary>Makes a model of ours from the weights that another program saved.</summary>
public sealed class ForeignImport(ImportRequest request, PluginCatalog catalog)
{
    private const string ModelPrefix = "model.";

    private readonly ImportFormat format = ImportFormat.Find(request.Format, catalog);

    /// <summary>Makes a model or a vocoder, whichever the format is of.</summary>
    /// <returns>What was made, for people: one line.</returns>
    /// <exception cref="FaultException">No format is called so; or as <see cref="Run()"/>.</exception>
    public static string Run(ImportRequest request, PluginCatalog catalog) =>
        ImportFormat.Vocoder(request.Format, catalog) is { } vocoder
            ? new VocoderImport(request, vocoder).Run() : new ForeignImport(request, catalog).Run();

    /// <summary>Reads the weights and writes the model's folder.</summary>
    /// <returns>What was made, for people: one line.</returns>
    /// <exception cref="FaultException">The file, a setting or the folder cannot be used, or the weights do not fit;
    /// the message has the differences.</exception>
    public string Run()
    {
        if (request.Config is not null)
            throw new FaultException([new("--config", 0,
                $"it must be left out with {format.Name}, which is a model and no vocoder.")]);
        ModelWriter.CheckFolder(request.Output);
        return ForeignFile.Use(request.File, Import);
    }

    private string Import()
    {
        var shapes = SafetensorsHeader.Read(request.File).Entries
            .ToDictionary(entry => entry.Name, entry => entry.Shape);
        var found = Parts(shapes);
        var foreign = Safetensors.Read(request.File);
        found = [.. found.Select(entry => (entry.Weights, WithValues(entry.Part, foreign)))];
        var (options, config, _) = OptionsBinder.Settle<RunOptions>(format.Config(found, request.Settings), catalog);
        var inventory = ImportedInventory.Of([.. found.Select(entry => entry.Part)], request);
        using var model = Build(options, inventory);
        Load(model, found, foreign);
        ModelWriter.Write(request.Output, CheckpointOrigin.Of(config, catalog, inventory) with
        {
            Mel = options.Features
        }, model.state_dict());
        return $"tensors {shapes.Count}, phoneme ids {inventory.PhonemeCount}, speakers {inventory.Speakers.Count}";
    }

    // A tensor that is an option's value becomes it, and is no weight then.
    private static ForeignPart WithValues(ForeignPart part, Dictionary<string, Tensor> foreign)
    {
        var values = part.Values.Select(value =>
            KeyValuePair.Create(value.Key, (object)Number(value.Value, foreign[value.Value]))).ToList();
        foreach (var name in part.Values.Values)
            foreign.Remove(name);
        return part with { Options = part.Options.Concat(values).ToDictionary() };
    }

    private static double Number(string name, Tensor tensor) => tensor.NumberOfElements == 1
        ? tensor.to(float64).item<double>()
        : throw new InvalidDataException(
            $"'{name}' must hold one number, but is [{string.Join(", ", tensor.shape)}].");

    private List<(IForeignWeights Weights, ForeignPart Part)> Parts(IReadOnlyDictionary<string, long[]> shapes)
    {
        var found = new List<(IForeignWeights, ForeignPart)>();
        foreach (var weights in format.Parts)
            if (weights.Find(shapes) is { } part)
                found.Add((weights, part));
        return found.Count > 0 ? found : throw ImportFormat.NoWeights(format.Name, shapes.Keys);
    }

    private static SynthesisModel Build(RunOptions options, CorpusInventory inventory)
    {
        try
        {
            return RunAssembly.BuildModel(options, inventory, CPU);
        }
        catch (ExternalException fault) // sizes that no memory holds
        {
            throw new InvalidDataException($"no model of the sizes in it can be built: {fault.Message}", fault);
        }
    }

    private void Load(SynthesisModel model, List<(IForeignWeights Weights, ForeignPart Part)> found,
        Dictionary<string, Tensor> foreign)
    {
        var wanted = model.state_dict();
        var ours = found.SelectMany(entry => entry.Part.Names.Select(name =>
            KeyValuePair.Create(name.Key, $"{KeyOf(entry.Weights.Section)}.{name.Value}"))).ToDictionary();
        // What has no place here keeps its own name, for the differences.
        var renamed = foreign.ToDictionary(
            entry => ours.TryGetValue(entry.Key, out var name) && wanted.ContainsKey(name) ? name : entry.Key,
            entry => entry.Value);
        request.Rule.Apply(request.File, TensorDifferences.Between(
            TensorDifferences.Shapes(renamed), TensorDifferences.Shapes(wanted)));
        TensorDifferences.CopyFitting(renamed, wanted);
    }

    // The module of a section: "model.conditioning.speaker" is "conditioning_speaker".
    private static string KeyOf(string section) => section[ModelPrefix.Length..].Replace('.', '_');
}

/// <summary>What is to become a model or a vocoder of ours.</summary>
/// <param name="Format">Whose file it is: <c>grad-tts</c>, <c>hifi-gan</c>, <c>matcha</c>.</param>
/// <param name="File">The file of weights.</param>
/// <param name="Output">The folder to write.</param>
public sealed record ImportRequest(string Format, string File, string Output)
{
    /// <summary>A file of phonemes, one a line in the order of their ids; null for those of the format.</summary>
    public string? Phonemes { get; init; }

    /// <summary><c>key=value</c> of each <c>--set</c>, over the format's config and what the weights tell.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The config that a vocoder's weights were trained with; null for a model.</summary>
    public string? Config { get; init; }

    /// <summary>What follows when names or shapes do not fit.</summary>
    public LoadRule Rule { get; init; } = LoadRule.Strict;
}
