namespace Melange.Plugins;

/// <summary>Reads the estimator out of official Grad-TTS weights, single- and multi-speaker.</summary>
/// <remarks>
/// Source: the state_dict of the official code's GradTTS, below <c>decoder.estimator.</c>. With several speakers its
/// first convolution has a third channel, which holds the values of the speaker's perceptron in each frame.
/// </remarks>
public sealed class GradTtsEstimatorWeights : IForeignWeights
{
    private const string Prefix = "decoder.estimator.";
    private const string FirstLevel = Prefix + "downs.0.";
    private const string Perceptron = Prefix + "spk_mlp.";
    private const string SpeakerCondition = "speaker";

    /// <inheritdoc/>
    public string Format => "grad-tts";

    /// <inheritdoc/>
    public string Section => "model.estimator";

    /// <inheritdoc/>
    public ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var own = shapes.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)
            && !name.StartsWith(Perceptron, StringComparison.Ordinal)).ToList();
        if (own.Count == 0)
            return null;
        if (!own.Any(name => name.StartsWith(FirstLevel, StringComparison.Ordinal)))
            throw new NotSupportedException($"its decoder has no {FirstLevel}*, so that it is none of Grad-TTS; it has "
                + $"{own[0]}. If it is Matcha-TTS', melange import matcha takes it.");
        return new(Options(shapes),
            own.ToDictionary(name => name, name => GradTtsEstimatorNames.FromOfficial(name[Prefix.Length..])));
    }

    private static Dictionary<string, object> Options(IReadOnlyDictionary<string, long[]> shapes)
    {
        var options = new Dictionary<string, object>();
        if (shapes.TryGetValue(Prefix + "mlp.2.bias", out var time) && time.Length == 1)
            options["dim"] = time[0];
        if (shapes.TryGetValue(Prefix + "downs.0.0.block1.block.0.weight", out var first) && first is [_, 3, ..])
            options["speaker"] = SpeakerCondition;
        return options;
    }
}
