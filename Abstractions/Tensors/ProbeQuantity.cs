namespace Melange;

/// <summary>The quantities that every estimator with reference attention records.</summary>
public static class ProbeQuantity
{
    /// <summary>
    /// Attention map, rows sum to 1 or are all zero: <c>[B, H, T, R]</c>, or <c>[B, H, M, T, R]</c> a mel bin.
    /// </summary>
    public const string AttentionMap = "attention-map";

    /// <summary>The ResNet's output before attention, <c>[B, C, M, T]</c>.</summary>
    public const string Hidden = "hidden";

    /// <summary>The attention's output before the gate, <c>[B, C, M, T]</c>.</summary>
    public const string Attended = "attended";

    /// <summary>1 where the gate lets a frame's attention pass, 0 where it falls back, <c>[B, T]</c>.</summary>
    public const string GateOpenness = "gate-openness";
}
