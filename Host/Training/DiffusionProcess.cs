namespace Melange.Host.Training;

/// <summary>The forward diffusion of Grad-TTS and the loss that trains its estimator.</summary>
/// <remarks>B batch, M mel bins, T frames. Source: Popov et al. 2021 (Grad-TTS), equations in each member.</remarks>
/// <param name="schedule">beta(t).</param>
public sealed class DiffusionProcess(NoiseSchedule schedule)
{
    /// <summary>
    /// Draws x_t given the data: mean x0·e^(−½∫β) + mu·(1 − e^(−½∫β)), variance 1 − e^(−∫β) (eq. 9, 10).
    /// </summary>
    /// <param name="data">x_0 and mu, each <c>[B, M, T]</c>.</param>
    /// <param name="noise">Standard normal, <c>[B, M, T]</c>.</param>
    /// <param name="time">t in [0, 1], <c>[B]</c>.</param>
    /// <param name="mask">1 where a frame is real, <c>[B, 1, T]</c>.</param>
    /// <returns>x_t, zero in padding, <c>[B, M, T]</c>.</returns>
    public Tensor Diffuse((Tensor X0, Tensor Mean) data, Tensor noise, Tensor time, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var total = schedule.BetaIntegral(time).view(-1, 1, 1);                     // [B, 1, 1]
        var decay = (-0.5 * total).exp();
        var mean = data.X0 * decay + data.Mean * (1.0 - decay);                     // [B, M, T]
        return ((mean + noise * Spread(total)) * mask).MoveToOuterDisposeScope();
    }

    /// <summary>Mean over real values of (√variance·score + noise)² (eq. 13).</summary>
    /// <param name="score">The estimator's answer at x_t, <c>[B, M, T]</c>.</param>
    /// <param name="noise">The noise that made x_t, <c>[B, M, T]</c>.</param>
    /// <param name="time">t in [0, 1], <c>[B]</c>.</param>
    /// <param name="mask">1 where a frame is real, <c>[B, 1, T]</c>.</param>
    /// <returns>The loss, a scalar.</returns>
    public Tensor Loss(Tensor score, Tensor noise, Tensor time, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var total = schedule.BetaIntegral(time).view(-1, 1, 1);                     // [B, 1, 1]
        var error = (score * Spread(total) + noise) * mask;                         // [B, M, T]
        return (error.square().sum() / (mask.sum() * score.shape[1])).MoveToOuterDisposeScope();
    }

    private static Tensor Spread(Tensor betaIntegral) => (1.0 - (-betaIntegral).exp()).sqrt();
}
