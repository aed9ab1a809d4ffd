namespace Melange.Plugins;

/// <summary>Reads the estimator out of official Matcha-TTS weights, of one speaker and of several.</summary>
/// <remarks>
/// Source: the state_dict of the official code's MatchaTTS, below <c>decoder.estimator.</c>. With several speakers its
/// first convolution hears a speaker's features beside x_t and mu. Shapes tell how wide all heads are together: of
/// their published number, each has its share; groups keep the published number.
/// </remarks>
public sealed class MatchaEstimatorWeights : IForeignWeights
{
    private const string Prefix = "decoder.estimator.";
    private const string FirstLevel = "down_blocks.0.";
    private const string FirstConvolution = FirstLevel + "0.block1.block.0.weight";
    private const string FirstQuery = FirstLevel + "1.0.attn1.to_q.weight";
    private const string SpeakerEmbedding = "spk_emb.weight";
    private const string SpeakerCondition = "speaker";
    private const int PublishedHeads = 2;

    /// <inheritdoc/>
    public string Format => "matcha";

    /// <inheritdoc/>
    public string Section => "model.estimator";

    /// <inheritdoc/>
    public ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var own = shapes.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[Prefix.Length..], entry => entry.Value);
        if (own.Count == 0)
            return null;
        if (!own.Keys.Any(name => name.StartsWith(FirstLevel, StringComparison.Ordinal)))
            throw new NotSupportedException($"its decoder has no {Prefix}{FirstLevel}*, so that it is none of "
                + $"Matcha-TTS; it has {Prefix}{own.Keys.First()}. If it is Grad-TTS', melange import grad-tts "
                + "takes it.");
        var given = shapes.TryGetValue(SpeakerEmbedding, out var table) && table.Length == 2 ? table[1] : 0;
        if (Speaker(own) is >= 0 and var speaker && speaker != given)
            throw new NotSupportedException($"its decoder hears {speaker} features of a speaker, but "
                + $"{SpeakerEmbedding} has {given}: they must be as many, or a file of one speaker have none of both.");
        return new(Options(own, hasSpeaker: given > 0),
            own.Keys.ToDictionary(name => Prefix + name, MatchaEstimatorNames.FromOfficial));
    }

    // Beside x_t and mu, each as wide as the last layer's answer; null where that is not known.
    private static long? Speaker(Dictionary<string, long[]> own) =>
        Size(own, FirstConvolution, 1) - 2 * Size(own, "final_proj.weight", 0);

    private static Dictionary<string, object> Options(Dictionary<string, long[]> own, bool hasSpeaker)
    {
        var options = new Dictionary<string, object>
        {
            ["channels"] = $"[{string.Join(", ", Channels(own))}]",
            ["blocks"] = Count(own, block => $"{FirstLevel}1.{block}."),
            ["midLevels"] = Count(own, level => $"mid_blocks.{level}.")
        };
        if (Size(own, FirstQuery, 0) is { } width && width % PublishedHeads == 0)
            options["features"] = width / PublishedHeads;
        if (hasSpeaker)
            options["speaker"] = SpeakerCondition;
        return options;
    }

    private static IEnumerable<long> Channels(Dictionary<string, long[]> own) =>
        Enumerable.Range(0, Count(own, level => $"down_blocks.{level}."))
            .Select(level => Size(own, $"down_blocks.{level}.0.block1.block.0.weight", 0) ?? 0);

    private static int Count(Dictionary<string, long[]> own, Func<int, string> prefix) =>
        Enumerable.Range(0, own.Count).TakeWhile(number =>
            own.Keys.Any(name => name.StartsWith(prefix(number), StringComparison.Ordinal))).Count();

    private static long? Size(Dictionary<string, long[]> own, string name, int axis) =>
        own.TryGetValue(name, out var shape) && shape.Length > axis ? shape[axis] : null;
}
