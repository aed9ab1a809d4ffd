using System.Text.Json.Nodes;
using Melange.Host.TensorFiles;

namespace Melange.Host.Tests.Importing;

/// <summary>A generator of the official HiFi-GAN under its own names, with what goes in and comes out.</summary>
internal sealed class HifiGanFile
{
    private const string Given = "generator.";

    private readonly Dictionary<string, Tensor> tensors;

    private HifiGanFile(string name)
    {
        tensors = Safetensors.Read($"Fixtures/{name}.safetensors");
        Config = JsonNode.Parse(SafetensorsHeader.Read($"Fixtures/{name}.safetensors").Metadata["config"])!.AsObject();
        foreach (var (key, value) in new[] { ("num_mels", 80), ("n_fft", 1024), ("win_size", 1024),
            ("sampling_rate", 22050), ("fmin", 0), ("fmax", 8000), ("hop_size", Hop) })
            Config[key] = value;
    }

    /// <summary>Opens a fixture; the caller's scope owns its tensors.</summary>
    public static HifiGanFile Of(string name) => new(name);

    /// <summary>Its config; may be changed.</summary>
    public JsonObject Config { get; }

    /// <summary>Samples a frame.</summary>
    public int Hop => (int)(this["audio"].shape[2] / this["mel"].shape[2]);

    /// <summary>An input, output or weight.</summary>
    public Tensor this[string name] => tensors[name];

    /// <summary>All weights.</summary>
    /// <param name="prefix">What stands before each name.</param>
    public Dictionary<string, Tensor> Weights(string prefix = "") => tensors
        .Where(entry => entry.Key.StartsWith(Given, StringComparison.Ordinal))
        .ToDictionary(entry => prefix + entry.Key[Given.Length..], entry => entry.Value);
}
