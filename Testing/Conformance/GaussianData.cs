namespace Melange.Testing;

/// <summary>Data that are normal in every entry by itself: score and probability flow have closed forms.</summary>
/// <remarks>
/// x_0 ~ N(m, s²), so that x_t − μ ~ N(α·(m − μ), v²) with α = e^(−½∫β) and v² = α²·s² + 1 − α². The score is
/// −(x − μ − α·(m − μ))/v², and the flow keeps (x − μ − α·(m − μ))/v as it is. Axes: B batch, M mel bins, T frames.
/// </remarks>
/// <param name="mean">The prior mean μ, <c>[B, M, T]</c>.</param>
/// <param name="center">The data's mean m, <c>[B, M, T]</c>.</param>
/// <param name="deviation">The data's standard deviation s, <c>[B, M, T]</c>.</param>
/// <param name="schedule">The noise schedule.</param>
public sealed class GaussianData(Tensor mean, Tensor center, Tensor deviation, NoiseSchedule schedule)
{
    /// <summary>The data's mean m, <c>[B, M, T]</c>.</summary>
    public Tensor Center => center;

    /// <summary>The data's standard deviation s, <c>[B, M, T]</c>.</summary>
    public Tensor Deviation => deviation;

    /// <summary>The exact score, in the type of x.</summary>
    /// <param name="x">Noisy data, <c>[B, M, T]</c>.</param>
    /// <param name="time">t in (0, 1], <c>[B]</c>.</param>
    public Tensor Score(Tensor x, Tensor time)
    {
        using var scope = NewDisposeScope();
        var decay = (-0.5 * schedule.BetaIntegral(time)).exp().view(-1, 1, 1);      // [B, 1, 1]
        var variance = decay.square() * deviation.square() + 1 - decay.square();    // [B, M, T]
        var score = -(x - mean - decay * (center - mean)) / variance;
        return score.to(x.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Where the probability flow takes x from time 1 to time 0.</summary>
    /// <param name="start">x at time 1, <c>[B, M, T]</c>.</param>
    public Tensor Flow(Tensor start)
    {
        using var scope = NewDisposeScope();
        var decay = schedule.Decay(1);
        var spread = (decay * decay * deviation.square() + 1 - decay * decay).sqrt(); // [B, M, T]
        var standard = (start - mean - decay * (center - mean)) / spread;
        return (center + deviation * standard).MoveToOuterDisposeScope();
    }
}
