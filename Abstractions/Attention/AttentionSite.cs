namespace Melange;

/// <summary>The place in an estimator for which one attention and one gate are built.</summary>
/// <param name="Name">Its name in configs and reports: <c>down.0</c>, <c>mid</c>, <c>up.1</c>.</param>
/// <param name="Level">How often both axes were halved before it: 0, 1, 2.</param>
/// <param name="Channels">Channels C of the hidden state.</param>
/// <param name="Bins">Mel bins M of the hidden state, halved with the levels.</param>
/// <param name="ReferenceWidth">Width D of the reference features.</param>
/// <param name="ReferenceStride">Mel frames from one reference frame to the next, at this level.</param>
public sealed record AttentionSite(
    string Name, int Level, long Channels, long Bins, long ReferenceWidth, int ReferenceStride = 1)
    : PartContext
{
    /// <summary>Mel frames from one target frame to the next, at this level.</summary>
    public int TargetStride => 1 << Level;

    /// <summary>Returns the reference width D of an attention that looks at the reference.</summary>
    /// <exception cref="OptionsException">The model has no condition, so that there is nothing to look at.</exception>
    public long ReferenceWidthOrThrow() => ReferenceWidth > 0 ? ReferenceWidth : throw new OptionsException(
        "Conditioning must have at least one condition where attention is to the reference, but was empty.");
}
