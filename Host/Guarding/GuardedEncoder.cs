namespace Melange.Host.Guarding;

/// <summary>A text encoder under watch.</summary>
internal sealed class GuardedEncoder(ITextEncoder inner, PartWatch watch, long bins) : ITextEncoder
{
    /// <inheritdoc/>
    public EncodedText Encode(TextBatch text) => watch.Run(() =>
    {
        var encoded = inner.Encode(text);
        var (batch, phonemes) = (text.Phonemes.shape[0], text.Phonemes.shape[1]);
        var conditions = text.Conditions.Select(condition => (condition.Key, condition.Value)).ToList();
        new TensorRule("mean", "B M P", [batch, bins, phonemes], text.Phonemes)
        { IsAnyFloat = true, Inputs = conditions }.Checked(encoded.Mean);
        new TensorRule("logDurations", "B P", [batch, phonemes], text.Phonemes)
        { IsAnyFloat = true, Inputs = conditions }.Checked(encoded.LogDurations);
        return encoded;
    });
}
