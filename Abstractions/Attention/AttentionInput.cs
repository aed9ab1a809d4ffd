namespace Melange;

/// <summary>What an attention may look at.</summary>
/// <remarks>True means useful, everywhere. The tensors stay the caller's to dispose.</remarks>
/// <param name="Reference">Reference features, <c>[B, D, R]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="AllowedPairs">Which reference frames each target frame may look at, bool <c>[B, T, R]</c>.</param>
/// <param name="Probe">Takes the attention map if not null.</param>
public sealed record AttentionInput(Tensor Reference, Tensor TargetMask, Tensor AllowedPairs, IProbe? Probe = null)
{
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
    }
}
