namespace Melange.Plugins;

/// <summary>Reads the estimator out of official Grad-TTS weights, single- and multi-speaker.</summary>
/// <remarks>
/// Source: the state_dict of the official code's GradTTS, below <c>decoder.estimator.</c>. With several speakers its
/// first convolution has a third channel, which holds the values of the speaker's perceptron in each frame.
/// </remarks>
public sealed class GradTtsEstimatorWeights : IForeignWeights
{
    private const string Prefix = "decoder.estimator.";
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
        return own.Count == 0 ? null : new(Options(shapes),
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
