namespace Melange.Plugins;

/// <summary>Lets each phoneme attend to all others, queries and keys turned by their places.</summary>
/// <remarks>
/// The first half of a head's features is turned by the phoneme's place (<see cref="RotaryFrames"/>), the other half is
/// not. Source: Su et al. 2021 (RoFormer), eq. 34, as in Matcha-TTS' official code.
/// </remarks>
internal sealed class RotaryAttention : PhonemeAttention
{
    /// <summary>Creates the attention for features of a width that four times the heads divide.</summary>
    public RotaryAttention(long width, GradTtsEncoderOptions options) : base(nameof(RotaryAttention), width, options) =>
        RegisterComponents();

    /// <inheritdoc/>
    /// <remarks>4·C²·P + 2·C·P².</remarks>
    public override long MultiplyAdds(long phonemes)
    {
        var width = toOutput.weight.shape[0];
        return width * phonemes * (4 * width + 2 * phonemes);
    }

    private protected override Tensor Scores(Tensor query, Tensor key) =>
        Turned(query).matmul(Turned(key).transpose(-2, -1));

    private protected override Tensor Context(Tensor weights, Tensor value) => weights.matmul(value);

    private Tensor Turned(Tensor features)                                              // [B, H, P, A]
    {
        var half = HeadWidth / 2;
        var turned = RotaryFrames.Rotate(features.narrow(3, 0, half), featureAxis: 3, frameAxis: 2, stride: 1);
        return cat([turned, features.narrow(3, half, half)], 3);
    }
}
