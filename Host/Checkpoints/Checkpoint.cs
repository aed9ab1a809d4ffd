using System.Globalization;
using Melange.Host.TensorFiles;

namespace Melange.Host.Checkpoints;

/// <summary>One whole checkpoint on the disk: a folder of tensors with a manifest.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Step">Steps that were done.</param>
/// <param name="Writing">Which writing of that step it is, from 0.</param>
public sealed record Checkpoint(string Path, int Step, int Writing)
{
    /// <summary>Name of the file of weights.</summary>
    public const string Weights = "weights.safetensors";

    /// <summary>Name of the file of averaged weights, which may be missing.</summary>
    public const string Average = "average.safetensors";

    /// <summary>Name of the file of the optimiser's state.</summary>
    public const string Optimiser = "optimiser.safetensors";

    /// <summary>Name of the file of all that is no tensor.</summary>
    public const string Manifest = "checkpoint.json";

    private const string Prefix = "step-";

    /// <summary>Whether averaged weights are kept.</summary>
    public bool HasAverage => File.Exists(In(Average));

    /// <summary>The file of the manifest.</summary>
    public string ManifestFile => In(Manifest);

    /// <summary>Every whole checkpoint of a folder, the oldest step first.</summary>
    public static IReadOnlyList<Checkpoint> AllOf(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.GetDirectories(folder, Prefix + "*").Select(Parse).OfType<Checkpoint>()
            .OrderBy(found => found.Step).ThenBy(found => found.Writing)
    ];

    /// <summary>The folder of a step's writing: <c>step-00000012</c>, written again <c>step-00000012.1</c>.</summary>
    public static Checkpoint Named(string folder, int step, int writing)
    {
        var name = Prefix + step.ToString("d8", CultureInfo.InvariantCulture);
        return new(System.IO.Path.Combine(folder, writing == 0 ? name : $"{name}.{writing}"), step, writing);
    }

    /// <summary>Reads the manifest.</summary>
    /// <exception cref="InvalidDataException">It cannot be used.</exception>
    public CheckpointManifest ReadManifest() => CheckpointManifest.Read(ManifestFile);

    /// <summary>Reads a file of tensors; the caller's scope owns them.</summary>
    /// <exception cref="InvalidDataException">It cannot be used.</exception>
    public Dictionary<string, Tensor> Read(string name) => Safetensors.Read(In(name));

    /// <summary>Reads the weights, the averaged ones in the place of those that they stand for.</summary>
    /// <exception cref="InvalidDataException">A file cannot be used.</exception>
    public Dictionary<string, Tensor> ReadAveragedWeights()
    {
        var weights = Read(Weights);
        if (HasAverage)
            foreach (var (name, tensor) in Read(Average))
                weights[name] = tensor;
        return weights;
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static Checkpoint? Parse(string path)
    {
        var parts = System.IO.Path.GetFileName(path)[Prefix.Length..].Split('.');
        var writing = 0;
        return parts.Length <= 2 && IsNumber(parts[0], out var step)
            && (parts.Length == 1 || IsNumber(parts[1], out writing)) ? new(path, step, writing) : null;
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
