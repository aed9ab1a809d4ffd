using Melange.Host.TensorFiles;

namespace Melange.Host.Tests.Importing;

/// <summary>A whole official Matcha-TTS model under its own names, with what goes in and comes out.</summary>
internal sealed class MatchaFile
{
    private readonly Dictionary<string, Tensor> tensors;

    private MatchaFile(string fixture) => tensors = Safetensors.Read($"Fixtures/{fixture}.safetensors");

    /// <summary>What no shape tells of the fixtures, whose decoder has three heads where the published one has two.
    /// </summary>
    public static string[] Heads => ["model.estimator.heads=3", "model.estimator.features=8"];

    /// <summary>The model of one speaker; the caller's scope owns its tensors.</summary>
    public static MatchaFile OfOneSpeaker() => new("matcha_model");

    /// <summary>The model of several speakers.</summary>
    public static MatchaFile OfSpeakers() => new("matcha_model_speakers");

    /// <summary>An input, output or weight.</summary>
    public Tensor this[string name] => tensors[name];

    /// <summary>Whether it has several speakers.</summary>
    public bool HasSpeakers => tensors.ContainsKey("spk_emb.weight");

    /// <summary>All that a checkpoint holds.</summary>
    public Dictionary<string, Tensor> Weights() => tensors
        .Where(entry => !entry.Key.StartsWith("in.", StringComparison.Ordinal)
            && !entry.Key.StartsWith("out.", StringComparison.Ordinal)).ToDictionary();

    /// <summary>Writes weights as a checkpoint; returns its path.</summary>
    public static string Write(TestFolder folder, Dictionary<string, Tensor> weights)
    {
        Safetensors.Write($"{folder.Name}/official.safetensors", weights);
        return $"{folder.Name}/official.safetensors";
    }
}
