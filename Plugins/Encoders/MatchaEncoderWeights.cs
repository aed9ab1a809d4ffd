namespace Melange.Plugins;

/// <summary>Reads the text encoder out of official Matcha-TTS weights, of one speaker and of several.</summary>
/// <remarks>
/// Source: the state_dict of the official code's MatchaTTS, below <c>encoder.</c>. With several speakers its
/// transformer is wider than a phoneme by the features of a speaker. No shape tells its heads: they keep the published
/// number.
/// </remarks>
public sealed class MatchaEncoderWeights : IForeignWeights
{
    private const string SpeakerEmbedding = "spk_emb.weight";
    private const string SpeakerConditions = "[\"speaker\"]";

    /// <inheritdoc/>
    public string Format => "matcha";

    /// <inheritdoc/>
    public string Section => "model.encoder";

    /// <inheritdoc/>
    public ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes)
    {
        if (OfficialEncoder.In(shapes) is not { } encoder)
            return null;
        if (encoder.HasTables)
            throw new NotSupportedException("its text encoder has tables of relative positions "
                + "(encoder.encoder.attn_layers.0.emb_rel_k), so that it is none of Matcha-TTS. If it is Grad-TTS', "
                + "melange import grad-tts takes it.");
        var speaker = encoder.Width - encoder.Channels ?? 0;
        var given = shapes.TryGetValue(SpeakerEmbedding, out var table) && table.Length == 2 ? table[1] : 0;
        if (speaker != given)
            throw new NotSupportedException($"its text encoder hears {speaker} features of a speaker, but "
                + $"{SpeakerEmbedding} has {given}: they must be as many, or a file of one speaker have none of both.");
        return new(encoder.Options(("conditions", speaker > 0 ? SpeakerConditions : null)), encoder.Names)
        {
            PhonemeCount = encoder.Phonemes,
            Phonemes = MatchaSymbols.All,
            Blank = MatchaSymbols.Blank
        };
    }
}
