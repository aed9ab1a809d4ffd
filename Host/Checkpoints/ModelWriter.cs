using System.Text.Json.Nodes;
using Melange.Host.Configs;
using Melange.Host.Machine;
using Melange.Host.Runs;
using Melange.Host.TensorFiles;

namespace Melange.Host.Checkpoints;

/// <summary>Writes a model as a folder of its own, to be opened on any machine.</summary>
/// <remarks>
/// Weights, config, plugins and inventory. The config loses what only this machine knows: the device, and all but the
/// last name of absolute paths; and what nothing reads any more, <c>metrics</c> and <c>evaluate</c>.
/// </remarks>
public static class ModelWriter
{
    /// <summary>Name of a vocoder's own config in its folder.</summary>
    public const string VocoderConfig = "config.json";

    private const string Unfinished = ".part";

    /// <summary>Sees that a folder can be written.</summary>
    /// <exception cref="FaultException">Something stands there already.</exception>
    public static void CheckFolder(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new FaultException([new("--out", 0,
                $"it must be a folder that is not there yet, or empty, but {folder} is there.")]);
    }

    /// <summary>Writes the folder; it appears whole or not at all.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="origin">What the model is made from.</param>
    /// <param name="weights">Its state.</param>
    /// <param name="step">Steps that it was trained for; 0 where nobody knows.</param>
    /// <exception cref="FaultException">The folder cannot be written.</exception>
    public static void Write(
        string folder, CheckpointOrigin origin, IReadOnlyDictionary<string, Tensor> weights, int step = 0)
    {
        var portable = CheckpointManifest.Of(origin with { Config = Portable(origin.Config) }) with { Step = step };
        WriteFolder(folder, inside =>
        {
            Safetensors.Write(Path.Combine(inside, Checkpoint.Weights), weights);
            portable.Write(Path.Combine(inside, ModelSource.ModelFile));
        });
    }

    /// <summary>Writes the folder of a vocoder, as the option <c>path</c> of <c>synthesis.vocoder</c> takes it.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="weights">Its state.</param>
    /// <param name="config">The text of its own config.</param>
    /// <param name="more">Writes what else is kept into a folder that it is given; null for nothing.</param>
    /// <exception cref="FaultException">The folder cannot be written.</exception>
    internal static void WriteVocoder(
        string folder, IReadOnlyDictionary<string, Tensor> weights, string config, Action<string>? more = null) =>
        WriteFolder(folder, inside =>
        {
            Safetensors.Write(Path.Combine(inside, Checkpoint.Weights), weights);
            File.WriteAllText(Path.Combine(inside, VocoderConfig), config);
            more?.Invoke(inside);
        });

    /// <summary>Writes the files of a folder, which appears whole or not at all.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="write">Writes the files into a folder that it is given.</param>
    /// <exception cref="FaultException">The folder cannot be written.</exception>
    private static void WriteFolder(string folder, Action<string> write)
    {
        CheckFolder(folder);
        var temporary = Path.TrimEndingDirectorySeparator(folder) + Unfinished;
        try
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
            Directory.CreateDirectory(temporary);
            write(temporary);
            DurableFiles.FlushFolder(temporary);
            if (Directory.Exists(folder))
                Directory.Delete(folder);
            DurableFiles.MoveFolder(temporary, folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FaultException([new("--out", 0, $"it must be a folder that can be written to: {fault.Message}")]);
        }
    }

    /// <summary>Weights in other numbers; what is no floating-point number stays.</summary>
    /// <param name="type">The numbers.</param>
    /// <param name="weights">The weights, by name.</param>
    /// <returns>The same names; the caller's scope owns what is new.</returns>
    public static IReadOnlyDictionary<string, Tensor> As(
        ScalarType type, IReadOnlyDictionary<string, Tensor> weights) => weights.ToDictionary(entry => entry.Key,
            entry => entry.Value.is_floating_point() ? entry.Value.to(type) : entry.Value);

    /// <summary>Writes a manifest that says where weights come from and how they were trained, without what only this
    /// machine knows.</summary>
    internal static void WriteManifest(string file, CheckpointOrigin origin, TrainingState state) =>
        (CheckpointManifest.Of(origin with { Config = Portable(origin.Config) }) with
        {
            Step = state.Step,
            Training = state
        }).Write(file);

    private static LayeredConfig Portable(LayeredConfig config)
    {
        var json = JsonNode.Parse(config.Without("metrics", "evaluate", "device").ToJson())!;
        Cut(json);
        return LayeredConfig.Parse(json.ToJsonString(), ModelSource.ModelFile);
    }

    private static void Cut(JsonNode? node)
    {
        foreach (var item in node is JsonArray list ? list.ToList() : [])
            Cut(item);
        foreach (var (_, value) in node is JsonObject section ? section.ToList() : [])
            Cut(value);
        if (node is JsonValue text && text.TryGetValue<string>(out var path) && Path.IsPathRooted(path))
            text.ReplaceWith(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
    }
}
