using Melange;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace PartSpace;

/// <summary>Lets a learned share of the attention pass, one for each phoneme of the target.</summary>
/// <remarks>
/// hidden + s·(attended − hidden), s = σ(logits[phoneme]) in (0, 1) in real frames, 0 in padding. Attention may look at
/// every real reference frame. B batch, C channels, M mel bins, T target frames, R reference frames, P phonemes.
/// </remarks>
public sealed class PartName : Module, IGate
{
    private readonly Parameter logits; // [P]; field name = state_dict key: renaming it breaks checkpoints

    /// <summary>Builds the gate of one site; all phonemes start alike.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public PartName(PartNameOptions options, GateContext context) : base(nameof(PartName))
    {
        var start = options.Validated().Start;
        logits = Parameter(full(context.Phonemes.Count, Math.Log(start / (1 - start)), dtype: float32));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match) => match.RealPairs();            // [B, T, R]

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        TensorShape.HasShape(attended, "B C M T", hidden.shape);
        TensorShape.HasShape(match.TargetMask, "B T", [hidden.shape[0], hidden.shape[3]], "match.TargetMask");
        using var scope = NewDisposeScope();
        var shares = logits.sigmoid().to(hidden.dtype)
            .index_select(0, match.TargetPhonemes.flatten()).view(match.TargetPhonemes.shape); // [B, T]
        var openness = shares * match.TargetMask;                                   // [B, T]
        var output = hidden.lerp(attended, openness.unsqueeze(1).unsqueeze(1));     // [B, C, M, T]
        return new(output.MoveToOuterDisposeScope(), openness.MoveToOuterDisposeScope());
    }
}
