using System.Globalization;

namespace Melange.Plugins;

/// <summary>Reads the speakers out of official multi-speaker Grad-TTS weights.</summary>
/// <remarks>
/// Source: the state_dict of the official code's GradTTS: <c>spk_emb</c>, and the estimator's <c>spk_mlp</c>, a
/// perceptron with Mish as ours. The official code names speakers by their indices; so does this.
/// </remarks>
public sealed class GradTtsSpeakerWeights : IForeignWeights
{
    private const string Embedding = "spk_emb.weight";
    private const string Perceptron = "decoder.estimator.spk_mlp.";

    private static readonly Dictionary<string, string> Names = new()
    {
        [Embedding] = "embedding.weight",
        [Perceptron + "0.weight"] = "perceptron.first.weight",
        [Perceptron + "0.bias"] = "perceptron.first.bias",
        [Perceptron + "2.weight"] = "perceptron.second.weight",
        [Perceptron + "2.bias"] = "perceptron.second.bias"
    };

    /// <inheritdoc/>
    public string Format => "grad-tts";

    /// <inheritdoc/>
    public string Section => "model.conditioning.speaker";

    /// <inheritdoc/>
    public ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        if (!shapes.TryGetValue(Embedding, out var embedding) || embedding is not [var speakers, > 0 and var features])
            return null;
        var options = new Dictionary<string, object> { ["embedding"] = features };
        if (shapes.TryGetValue(Perceptron + "0.bias", out var first) && first is [var hidden])
            options["hidden"] = hidden;
        if (shapes.TryGetValue(Perceptron + "2.bias", out var second) && second is [var width])
            options["width"] = width;
        return new(options, Names.Where(name => shapes.ContainsKey(name.Key)).ToDictionary())
        {
            Speakers = ByIndex(speakers)
        };
    }

    /// <summary>Names of so many speakers: 0, 1, …</summary>
    internal static string[] ByIndex(long speakers) =>
        [.. Enumerable.Range(0, (int)speakers).Select(i => i.ToString(CultureInfo.InvariantCulture))];
}
