namespace Melange.Plugins;

/// <summary>Reads the text encoder out of official Grad-TTS weights.</summary>
/// <remarks>Source: the state_dict of the official code's GradTTS, below <c>encoder.</c>.</remarks>
public sealed class GradTtsEncoderWeights : IForeignWeights
{
    private const string Prefix = "encoder.";

    /// <inheritdoc/>
    public string Format => "grad-tts";

    /// <inheritdoc/>
    public string Section => "model.encoder";

    /// <inheritdoc/>
    public ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var own = shapes.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[Prefix.Length..], entry => entry.Value);
        if (own.Count == 0)
            return null;
        RefuseSpeakers(own);
        var phonemes = Size(own, "emb.weight", 0) ?? 0;
        return new(Options(own), own.Keys.Where(GradTtsEncoderNames.IsOfficial)
            .ToDictionary(name => Prefix + name, GradTtsEncoderNames.FromOfficial))
        {
            PhonemeCount = phonemes,
            PhonemePrefix = GradTtsSymbols.PhonemePrefix,
            Phonemes = phonemes == GradTtsSymbols.All.Count + 1
                ? [.. GradTtsSymbols.All, GradTtsSymbols.Blank] : GradTtsSymbols.All,
            Blank = phonemes == GradTtsSymbols.All.Count + 1 ? GradTtsSymbols.Blank : ""
        };
    }

    // What has no tensor to tell it keeps its default, which is the published value.
    private static Dictionary<string, object> Options(Dictionary<string, long[]> own)
    {
        var channels = Size(own, "emb.weight", 1);
        var width = Size(own, "encoder.attn_layers.0.emb_rel_k", 2);
        (string Key, long? Value)[] sizes =
        [
            ("channels", channels),
            ("filterChannels", Size(own, "encoder.ffn_layers.0.conv_1.weight", 0)),
            ("durationChannels", Size(own, "proj_w.conv_1.weight", 0)),
            ("kernelSize", Size(own, "encoder.ffn_layers.0.conv_1.weight", 2)),
            ("windowSize", (Size(own, "encoder.attn_layers.0.emb_rel_k", 1) - 1) / 2),
            ("heads", width > 0 ? channels / width : null),
            ("layers", Enumerable.Range(0, own.Count)
                .TakeWhile(layer => own.ContainsKey($"encoder.attn_layers.{layer}.conv_q.weight")).Count())
        ];
        return sizes.Where(size => size.Value is not null).ToDictionary(size => size.Key, size => (object)size.Value!);
    }

    private static void RefuseSpeakers(Dictionary<string, long[]> own)
    {
        var (channels, width) = (Size(own, "emb.weight", 1), Size(own, "encoder.attn_layers.0.conv_q.weight", 1));
        if (width > channels)
            throw new NotSupportedException(
                $"its text encoder is {width} wide where a phoneme has {channels} features: it joins the speaker's "
                + $"embedding of {width - channels} values itself, which the published tts.py never asks it to. Ours "
                + "hears a condition after its perceptron, and cannot take these weights.");
    }

    private static long? Size(Dictionary<string, long[]> own, string name, int axis) =>
        own.TryGetValue(name, out var shape) && shape.Length > axis ? shape[axis] : null;
}
