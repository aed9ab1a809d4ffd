namespace Melange.Bench;

/// <summary>Sizes that fix the estimator's work.</summary>
/// <param name="Inputs">Channels of the input: mean, noisy, and the speaker's if there is one.</param>
/// <param name="Dim">Channels of the first level.</param>
/// <param name="Bins">Mel bins M.</param>
/// <param name="Frames">Frames T, a multiple of 4.</param>
internal sealed record UNetSize(long Inputs, long Dim, long Bins, long Frames)
{
    /// <summary>Channels of a level.</summary>
    public long At(int level) => Dim << level;

    /// <summary>A layer at the resolution of a level.</summary>
    public Layer Layer(LayerKind kind, int level, long inputs, long outputs) =>
        new(kind, inputs, outputs, Bins >> level, Frames >> level);
}
