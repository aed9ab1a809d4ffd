namespace Melange.Plugins;

/// <summary>Never lets the attention pass: the estimator as it would be without a reference.</summary>
public sealed class NeverGate : IGate
{
    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match) => match.RealPairs();

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        TensorShape.HasShape(attended, "B C M T", hidden.shape);
        TensorShape.HasShape(match.TargetMask, "B T", [hidden.shape[0], hidden.shape[3]], "match.TargetMask");
        return new(hidden.alias(), zeros(match.TargetMask.shape, hidden.dtype, hidden.device));
    }
}
