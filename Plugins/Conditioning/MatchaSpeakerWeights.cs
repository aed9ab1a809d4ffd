namespace Melange.Plugins;

/// <summary>Reads the speakers out of official Matcha-TTS weights of several speakers.</summary>
/// <remarks>
/// Source: the state_dict of the official code's MatchaTTS: <c>spk_emb</c>, which is heard as it is. The official code
/// names speakers by their indices; so does this.
/// </remarks>
public sealed class MatchaSpeakerWeights : IForeignWeights
{
    private const string Embedding = "spk_emb.weight";

    /// <inheritdoc/>
    public string Format => "matcha";

    /// <inheritdoc/>
    public string Section => "model.conditioning.speaker";

    /// <inheritdoc/>
    public ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        if (!shapes.TryGetValue(Embedding, out var table) || table is not [var speakers, > 0 and var features])
            return null;
        var options = new Dictionary<string, object>
        {
            ["embedding"] = features,
            ["width"] = features,
            ["hidden"] = 0
        };
        return new(options, new Dictionary<string, string> { [Embedding] = "embedding.weight" })
        {
            Speakers = GradTtsSpeakerWeights.ByIndex(speakers)
        };
    }
}
