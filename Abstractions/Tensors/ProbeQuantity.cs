namespace Melange;

/// <summary>The quantities that every estimator with reference attention records.</summary>
public static class ProbeQuantity
{
    /// <summary>
    /// Attention map, the mean over mel bins where each has its own; rows sum to 1 or are all zero,
    /// <c>[B, H, T, R]</c>.
    /// </summary>
    public const string AttentionMap = "attention-map";

    /// <summary>
    /// Attention map of each mel bin, where each has its own; rows sum to 1 or are all zero, <c>[B, H, M, T, R]</c>.
    /// </summary>
    public const string AttentionMapByBin = "attention-map-by-bin";

    /// <summary>The ResNet's output before attention, <c>[B, C, M, T]</c>.</summary>
    public const string Hidden = "hidden";

    /// <summary>What attention gives, before rezero, residual and gate, <c>[B, C, M, T]</c>.</summary>
    public const string AttentionOutput = "attention-output";

    /// <summary>The hidden state after attention, before the gate, <c>[B, C, M, T]</c>.</summary>
    public const string Attended = "attended";

    /// <summary>1 where the gate lets a frame's attention pass, 0 where it falls back, <c>[B, T]</c>.</summary>
    public const string GateOpenness = "gate-openness";

    /// <summary>What leaves the site, <c>[B, C, M, T]</c>.</summary>
    public const string SiteOutput = "site-output";

    /// <summary>Phoneme id of each target frame of the site, int64 <c>[B, T]</c>.</summary>
    public const string TargetPhonemes = "target-phonemes";

    /// <summary>Phoneme id of each reference frame that the site may look at, int64 <c>[B, R]</c>.</summary>
    public const string ReferencePhonemes = "reference-phonemes";

    /// <summary>The scalar g before attention, <c>[1]</c>; not recorded where there is none.</summary>
    public const string Rezero = "rezero";
}
