namespace Melange.Plugins;

/// <summary>Reads the text encoder out of official Grad-TTS weights.</summary>
/// <remarks>Source: the state_dict of the official code's GradTTS, below <c>encoder.</c>.</remarks>
public sealed class GradTtsEncoderWeights : IForeignWeights
{
    /// <inheritdoc/>
    public string Format => "grad-tts";

    /// <inheritdoc/>
    public string Section => "model.encoder";

    /// <inheritdoc/>
    public ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes)
    {
        if (OfficialEncoder.In(shapes) is not { } encoder)
            return null;
        RefuseOthers(encoder);
        var hasBlank = encoder.Phonemes == GradTtsSymbols.All.Count + 1;
        return new(Options(encoder), encoder.Names)
        {
            PhonemeCount = encoder.Phonemes,
            PhonemePrefix = GradTtsSymbols.PhonemePrefix,
            Phonemes = hasBlank ? [.. GradTtsSymbols.All, GradTtsSymbols.Blank] : GradTtsSymbols.All,
            Blank = encoder.Phonemes == GradTtsSymbols.All.Count ? "" : GradTtsSymbols.Blank
        };
    }

    private static Dictionary<string, object> Options(OfficialEncoder encoder) => encoder.Options(
        ("windowSize", (encoder.Positions - 1) / 2),
        ("heads", encoder.HeadWidth > 0 ? encoder.Channels / encoder.HeadWidth : null));

    private static void RefuseOthers(OfficialEncoder encoder)
    {
        if (encoder.HasAttention && !encoder.HasTables)
            throw new NotSupportedException("its text encoder has no tables of relative positions "
                + "(encoder.encoder.attn_layers.0.emb_rel_k), so that it is none of Grad-TTS. If it is Matcha-TTS', "
                + "melange import matcha takes it.");
        if (encoder.Width > encoder.Channels)
            throw new NotSupportedException(
                $"its text encoder is {encoder.Width} wide where a phoneme has {encoder.Channels} features: it joins "
                + $"the speaker's embedding of {encoder.Width - encoder.Channels} values itself, which the published "
                + "tts.py never asks it to. Ours hears a condition after its perceptron, and cannot take these "
                + "weights.");
    }
}
