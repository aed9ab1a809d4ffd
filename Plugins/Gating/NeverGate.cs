namespace Melange.Plugins;

/// <summary>Never lets the attention pass: the estimator as it would be without a reference.</summary>
public sealed class NeverGate(GateOptions options, GateContext context)
    : IGate, IStatesCost, IStatesGuarantees
{
    private readonly PhonemeMatcher matcher = new(options.Validated().Match, false, options.Classes, context);

    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match) => matcher.Pairs(match);

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        BlendInput.FitsOrThrow(hidden, attended, match);
        return new(hidden.alias(), zeros(match.TargetMask.shape, hidden.dtype, hidden.device));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Guarantees => matcher.Guarantees;

    /// <inheritdoc/>
    /// <remarks>0: it compares phonemes, and multiplies no matrices.</remarks>
    public long MultiplyAdds(PassSize size) => 0;
}
