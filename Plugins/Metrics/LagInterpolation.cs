namespace Melange.Plugins;

/// <summary>Reads an autocorrelation between its lags.</summary>
/// <remarks>
/// <c>r(τ) = Σ_l r_l sinc(τ − l) (½ + ½ cos(π (τ − l)/(D + 1)))</c> over the lags l, negative ones too, at most D from
/// τ; r is even. Source: Boersma 1993, where the window of the sinc is the same. At quarters of a lag, so that
/// a parabola through three of them meets a maximum; Praat searches it with Brent's method.
/// </remarks>
internal static class LagInterpolation
{
    /// <summary>Values for each lag.</summary>
    public const int StepsPerLag = 4;

    /// <summary>Weights of the lags in each value.</summary>
    /// <param name="firstStep">First value, in quarters of a lag.</param>
    /// <param name="steps">How many values F.</param>
    /// <param name="lags">How many lags L there are, from 0.</param>
    /// <returns>Weights, float64 <c>[L, F]</c>, new.</returns>
    public static Tensor Weights(int firstStep, int steps, int lags)
    {
        using var scope = NewDisposeScope();
        var depth = lags - 1 - (firstStep + steps - 1) / StepsPerLag;
        var at = (arange(steps, dtype: ScalarType.Float64) + firstStep) / StepsPerLag;                   // [F]
        var lag = arange(lags, dtype: ScalarType.Float64).unsqueeze(1);                                  // [L, 1]
        var mirrored = Kernel(at + lag, depth) * lag.gt(0);
        return (Kernel(at - lag, depth) + mirrored).MoveToOuterDisposeScope();                           // [L, F]
    }

    private static Tensor Kernel(Tensor distance, int depth)
    {
        var window = (distance * (Math.PI / (depth + 1))).cos() * 0.5 + 0.5;
        return where(distance.abs().le(depth + 1), distance.sinc() * window, 0.0);
    }
}
