namespace Melange.Plugins;

/// <summary>The hard rule: style from the reference's same phoneme, or else the ResNet's output.</summary>
/// <remarks>
/// "If the target phoneme exists in the reference, use the reference phoneme; if not, use the ResNet output." Attention
/// may look only at reference frames of the target frame's phoneme; a frame without any keeps the hidden state bit for
/// bit. What "the same" means is an option. Source: the project's notes.
/// </remarks>
public sealed class PhonemeFallbackGate(PhonemeFallbackOptions options, GateContext context)
    : IGate, IStatesCost, IStatesGuarantees
{
    private readonly PhonemeMatcher matcher =
        new(options.Validated().Match, options.ClassFallback, options.Classes, context);

    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match) => matcher.Pairs(match);

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        BlendInput.FitsOrThrow(hidden, attended, match);
        using var scope = NewDisposeScope();
        var present = matcher.Pairs(match).any(2);                                  // [B, T]
        var output = where(present.unsqueeze(1).unsqueeze(1), attended, hidden);    // [B, C, M, T]
        return new(output.MoveToOuterDisposeScope(), present.to(hidden.dtype).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Guarantees => matcher.Guarantees;

    /// <inheritdoc/>
    /// <remarks>0: it compares phonemes, and multiplies no matrices.</remarks>
    public long MultiplyAdds(PassSize size) => 0;
}
