namespace Melange.Bench;

/// <summary>The sizes of one attention at the first level of <c>unet</c>.</summary>
/// <param name="Features">Features A a head.</param>
/// <param name="Frames">Target frames T, as many as reference frames R.</param>
/// <param name="Batch">Batch B.</param>
internal sealed record AttentionSize(int Features, long Frames, long Batch = 1)
{
    /// <summary>Heads H.</summary>
    public const int Heads = 4;

    /// <summary>Channels C, bins M and width D of the reference.</summary>
    public static AttentionSite Site { get; } = new("down.0", Level: 0, Channels: 64, Bins: 80, ReferenceWidth: 240);
}
