namespace Melange;

/// <summary>What an attention may look at.</summary>
/// <remarks>True means useful, everywhere. The tensors stay the caller's to dispose.</remarks>
/// <param name="Reference">Reference features, <c>[B, D, R]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="AllowedPairs">Which reference frames each target frame may look at, bool <c>[B, T, R]</c>.</param>
/// <param name="Probe">Takes the attention map if not null.</param>
public sealed record AttentionInput(Tensor Reference, Tensor TargetMask, Tensor AllowedPairs, IProbe? Probe = null)
{
    private readonly PhonemeMatch? match;
    private readonly Tensor? time;

    /// <summary>Which phonemes stand in the site's frames, and which frames are real, on both sides.</summary>
    /// <remarks>
    /// A soft match is a line: <c>scores + softness * input.Match.SamePhonemePairs()</c>. Which pairs may meet at all
    /// is for <see cref="AllowedPairs"/> to say.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The estimator, built before version 5, gives none.</exception>
    public PhonemeMatch Match
    {
        get => match ?? throw NotGiven("Match");
        init => match = value;
    }

    /// <summary>Diffusion time t in [0, 1], <c>[B]</c>.</summary>
    /// <exception cref="InvalidOperationException">The estimator, built before version 5, gives none.</exception>
    public Tensor Time
    {
        get => time ?? throw NotGiven("Time");
        init => time = value;
    }

    /// <summary>Throws unless hidden state, reference and masks fit each other and the site, and hold frames.</summary>
    /// <param name="hidden">Hidden state, <c>[B, C, M, T]</c>.</param>
    /// <param name="site">The site that the attention was built for.</param>
    /// <exception cref="TensorShapeException">A tensor is not shaped as stated.</exception>
    public void FitsOrThrow(Tensor hidden, AttentionSite site)
    {
        TensorShape.HasShape(hidden, "B C M T", [TensorShape.Any, site.Channels, site.Bins, TensorShape.Any]);
        TensorShape.HasEntries(hidden);
        var (batch, frames) = (hidden.shape[0], hidden.shape[3]);
        TensorShape.HasShape(Reference, "B D R", [batch, site.ReferenceWidth, TensorShape.Any]);
        if (site.ReferenceWidth > 0) // a model may have no condition
            TensorShape.HasEntries(Reference);
        TensorShape.HasShape(TargetMask, "B T", [batch, frames]);
        TensorShape.HasShape(AllowedPairs, "B T R", [batch, frames, Reference.shape[2]]);
        if (AllowedPairs.dtype != ScalarType.Bool)
            throw new TensorShapeException($"AllowedPairs must be bool [B, T, R], but was {AllowedPairs.dtype}.");
        if (match is not null)
            FitsOrThrow(match);
        if (time is not null)
            TensorShape.HasShape(time, "B", [batch], nameof(Time));
    }

    /// <summary>The sizes: what the estimator may not have given is not asked for.</summary>
    public override string ToString() => $"{nameof(AttentionInput)} of [{string.Join(", ", AllowedPairs.shape)}]";

    private void FitsOrThrow(PhonemeMatch phonemes)
    {
        var (target, reference) = (TargetMask.shape, new[] { TargetMask.shape[0], Reference.shape[2] });
        TensorShape.HasShape(phonemes.TargetPhonemes, "B T", target, "Match.TargetPhonemes");
        TensorShape.HasShape(phonemes.TargetMask, "B T", target, "Match.TargetMask");
        TensorShape.HasShape(phonemes.ReferencePhonemes, "B R", reference, "Match.ReferencePhonemes");
        TensorShape.HasShape(phonemes.ReferenceMask, "B R", reference, "Match.ReferenceMask");
    }

    private static InvalidOperationException NotGiven(string what) => new(
        $"AttentionInput.{what} is not given: the estimator was built for version 4 of the contracts, or is a test's");
}
