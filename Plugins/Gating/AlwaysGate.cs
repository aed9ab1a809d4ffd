namespace Melange.Plugins;

/// <summary>Always lets the attention pass; by default it may look at every real reference frame.</summary>
public sealed class AlwaysGate(GateOptions options, GateContext context)
    : IGate, IStatesCost, IStatesGuarantees
{
    private readonly PhonemeMatcher matcher = new(options.Validated().Match, false, options.Classes, context);

    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match) => matcher.Pairs(match);

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        BlendInput.FitsOrThrow(hidden, attended, match);
        return new(attended.alias(), match.TargetMask.to(hidden.dtype));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Guarantees => matcher.Guarantees;

    /// <inheritdoc/>
    /// <remarks>0: it compares phonemes, and multiplies no matrices.</remarks>
    public long MultiplyAdds(PassSize size) => 0;
}
