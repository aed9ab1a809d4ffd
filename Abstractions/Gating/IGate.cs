namespace Melange;

/// <summary>Decides what attention may look at, and what of it enters the estimator.</summary>
/// <remarks>
/// B batch, C channels, M mel bins, T target frames, R reference frames. Inputs stay the caller's; results are new
/// tensors, which may share memory with the inputs.
/// </remarks>
public interface IGate
{
    /// <summary>States which reference frames each target frame may look at.</summary>
    /// <remarks>Padding is in no pair. The links of the match hold: what is forced alone, nothing forbidden.</remarks>
    /// <param name="match">Phonemes and masks of both sides at the site's level.</param>
    /// <returns>bool <c>[B, T, R]</c>, true where attention may look.</returns>
    Tensor AllowedPairs(PhonemeMatch match);

    /// <summary>Blends the attended branch into the hidden state.</summary>
    /// <param name="hidden">The ResNet's output, <c>[B, C, M, T]</c>.</param>
    /// <param name="attended">The same state after attention, <c>[B, C, M, T]</c>.</param>
    /// <param name="match">Phonemes and masks of both sides at the site's level.</param>
    /// <returns>The blend and how open the gate was in each frame.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match);
}

/// <summary>What a gate is built for.</summary>
/// <param name="Site">The site whose attention it gates.</param>
/// <param name="Phonemes">Name of each phoneme id; id 0 is padding.</param>
public sealed record GateContext(AttentionSite Site, IReadOnlyList<string> Phonemes) : PartContext;

/// <summary>What a gate let through.</summary>
/// <param name="Output">The blend of hidden and attended state, <c>[B, C, M, T]</c>.</param>
/// <param name="Openness">Share of the attended state in each target frame, in [0, 1], <c>[B, T]</c>.</param>
public sealed record GateDecision(Tensor Output, Tensor Openness);
