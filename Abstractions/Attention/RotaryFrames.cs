namespace Melange;

/// <summary>Rotary position of frames: scores then depend on how far two frames are apart.</summary>
/// <remarks>
/// Each pair of features (i, i + A/2) of a frame at position p is turned by the angle p·10000^(−2i/A), with p in mel
/// frames, so that frames of all levels share one clock. Source: Su et al. 2021 (RoFormer), eq. 34. Departs from it:
/// pairs are half a head apart, not neighbours. A features a head.
/// </remarks>
public static class RotaryFrames
{
    private const double Base = 10000;

    /// <summary>Turns the features of every frame.</summary>
    /// <param name="features">Any shape that has A features along one axis and frames along another.</param>
    /// <param name="featureAxis">The axis of the A features, from 0; A is even.</param>
    /// <param name="frameAxis">The axis of the frames, from 0.</param>
    /// <param name="stride">Mel frames from one frame to the next.</param>
    /// <returns>The same shape, new.</returns>
    public static Tensor Rotate(Tensor features, int featureAxis, int frameAxis, int stride)
    {
        using var scope = NewDisposeScope();
        var half = features.shape[featureAxis] / 2;
        var (first, second) = (features.narrow(featureAxis, 0, half), features.narrow(featureAxis, half, half));
        var angles = Angles(half, features.shape[frameAxis], stride, features);     // [A/2, N]
        if (featureAxis > frameAxis)
            angles = angles.transpose(0, 1);
        var shape = Enumerable.Repeat(1L, (int)features.ndim).ToArray();
        (shape[featureAxis], shape[frameAxis]) = (half, features.shape[frameAxis]);
        var (cosine, sine) = (angles.cos().reshape(shape), angles.sin().reshape(shape));
        return cat([first * cosine - second * sine, first * sine + second * cosine], featureAxis)
            .MoveToOuterDisposeScope();
    }

    // In float64: a position times a rate needs more digits than a float32 has after some thousand frames.
    private static Tensor Angles(long half, long frames, int stride, Tensor like)
    {
        var rates = (arange(half, dtype: float64, device: like.device) * (-Math.Log(Base) / half)).exp(); // [A/2]
        var positions = arange(frames, dtype: float64, device: like.device) * stride; // [N]
        return rates.outer(positions).to(like.dtype);                               // [A/2, N]
    }
}

/// <summary>What an attention knows of where frames stand.</summary>
public enum FramePosition
{
    /// <summary>Nothing: reference frames have no order.</summary>
    None,

    /// <summary>How far target and reference frame are apart, by <see cref="RotaryFrames"/>.</summary>
    Rotary
}
