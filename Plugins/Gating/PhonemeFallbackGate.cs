namespace Melange.Plugins;

/// <summary>The hard rule: style from the reference's same phoneme, or else the ResNet's output.</summary>
/// <remarks>
/// "If the target phoneme exists in the reference, use the reference phoneme; if not, use the ResNet output." Attention
/// may look only at reference frames of the target frame's phoneme; a frame without any keeps the hidden state bit for
/// bit. Source: the project's notes.
/// </remarks>
public sealed class PhonemeFallbackGate : IGate
{
    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match) => match.SamePhonemePairs();

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        TensorShape.HasShape(attended, "B C M T", hidden.shape);
        TensorShape.HasShape(match.TargetMask, "B T", [hidden.shape[0], hidden.shape[3]], "match.TargetMask");
        using var scope = NewDisposeScope();
        var present = match.Present();                                              // [B, T]
        var output = where(present.unsqueeze(1).unsqueeze(1), attended, hidden);    // [B, C, M, T]
        return new(output.MoveToOuterDisposeScope(), present.to(hidden.dtype).MoveToOuterDisposeScope());
    }
}
