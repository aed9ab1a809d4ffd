namespace Melange.Plugins;

/// <summary>The real frames at one level of the estimator, ready for the ways it is used in.</summary>
/// <param name="Frames">True where a frame is real, bool <c>[B, T]</c>.</param>
/// <param name="Factor">The same as 1 and 0, <c>[B, 1, 1, T]</c>.</param>
/// <param name="Runs">Real and other frames of each item, in order.</param>
internal sealed record FrameMask(Tensor Frames, Tensor Factor, IReadOnlyList<IReadOnlyList<FrameRun>> Runs)
{
    /// <summary>Prepares a bool mask <c>[B, T]</c> for states of the given type.</summary>
    public static FrameMask Of(Tensor frames, ScalarType type)
    {
        var values = frames.cpu().contiguous().data<bool>().ToArray();
        return new(frames, frames.to(type).unsqueeze(1).unsqueeze(1),
            [.. values.Chunk((int)frames.shape[1]).Select(item => FrameRun.Of(item))]);
    }

    /// <summary>Whether any frame is not real.</summary>
    public bool HasPadding { get; } = Runs.Any(item => item.Any(run => !run.IsReal));

    /// <summary>The mask one level down: every second frame.</summary>
    public FrameMask Halved() => Of(EverySecond(Frames), Factor.dtype);

    /// <summary>The state with zeros outside the mask; the state itself where nothing is padding.</summary>
    public Tensor Apply(Tensor state) => HasPadding ? state * Factor : state;

    /// <summary>A state <c>[B, C, T]</c> with zeros outside the mask; the state itself where nothing is padding.
    /// </summary>
    public Tensor ApplyFrames(Tensor state) => HasPadding ? state * Factor.squeeze(1) : state;

    /// <summary>What leaves padding out of a softmax over frames: 0 for real frames, else −∞.</summary>
    /// <returns><c>[B, 1, 1, T]</c>; null where nothing is padding.</returns>
    public Tensor? ScoreBias(ScalarType type) => !HasPadding ? null
        : zeros(Factor.shape, type, Factor.device).masked_fill_(Factor.eq(0), float.NegativeInfinity);

    /// <summary>Every second frame of the last axis: 108, 54, 27, 14.</summary>
    public static Tensor EverySecond(Tensor frames) => Every(frames, 2);

    /// <summary>Every so many frames of the last axis; the tensor itself where that is every one.</summary>
    public static Tensor Every(Tensor frames, int stride) =>
        stride == 1 ? frames : frames.slice(-1, 0, frames.shape[^1], stride);
}
