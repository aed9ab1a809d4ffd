namespace Melange.Plugins;

/// <summary>Always lets the attention pass; it may look at every real reference frame.</summary>
public sealed class AlwaysGate : IGate
{
    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match) => match.RealPairs();

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        TensorShape.HasShape(attended, "B C M T", hidden.shape);
        TensorShape.HasShape(match.TargetMask, "B T", [hidden.shape[0], hidden.shape[3]], "match.TargetMask");
        return new(attended.alias(), match.TargetMask.to(hidden.dtype));
    }
}
