namespace Melange.Host.Guarding;

/// <summary>A gate under watch.</summary>
internal sealed class GuardedGate(IGate inner, PartWatch watch) : IGate
{
    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match) => watch.Run(
        () => inner.AllowedPairs(match),
        new("allowedPairs", "B T R",
            [match.TargetMask.shape[0], match.TargetMask.shape[1], match.ReferenceMask.shape[1]], match.TargetMask));

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match) => watch.Run(() =>
    {
        var decision = inner.Blend(hidden, attended, match);
        new TensorRule("output", "B C M T", hidden.shape, hidden)
        {
            Inputs = [(nameof(hidden), hidden), (nameof(attended), attended)],
            MayShareMemory = true
        }.Checked(decision.Output);
        new TensorRule("openness", "B T", match.TargetMask.shape, hidden).Checked(decision.Openness);
        return decision;
    });
}
