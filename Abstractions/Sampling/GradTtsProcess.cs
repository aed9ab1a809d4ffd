namespace Melange;

/// <summary>The diffusion of Grad-TTS: mel decays to mu, and noise grows; the estimator is asked for the score.
/// </summary>
/// <remarks>
/// <c>x_t = mu + (x_0 − mu)·e^(−½∫β) + ε·√(1 − e^(−∫β))</c>, ∫β from 0 to t. Source: Popov et al. 2021 (Grad-TTS),
/// equations in each member. It is the process of a run that names none.
/// </remarks>
public sealed class GradTtsProcess : IDiffusionProcess
{
    /// <summary>Creates the process for a noise schedule.</summary>
    /// <exception cref="OptionsException">The schedule breaks its rules.</exception>
    public GradTtsProcess(NoOptions options, ProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        Schedule = context.Schedule.Validated();
    }

    /// <inheritdoc/>
    public NoiseSchedule Schedule { get; }

    /// <inheritdoc/>
    /// <remarks>mu.</remarks>
    public Tensor Center(Tensor mean) => mean;

    /// <inheritdoc/>
    public double Decay(double time) => Schedule.Decay(time);

    /// <inheritdoc/>
    public double Spread(double time) => Schedule.Spread(time);

    /// <inheritdoc/>
    /// <remarks>Eq. 9 and 10.</remarks>
    public Tensor Noisy(ProcessExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        using var scope = NewDisposeScope();
        var total = Total(example.Time);                                                // [B, 1, 1]
        var decay = (-0.5 * total).exp();
        var mean = example.Data * decay + example.Mean * (1.0 - decay);                 // [B, M, T]
        return (mean + example.Noise * Spread(total)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>√variance·score + noise (eq. 13).</remarks>
    public Tensor Deviation(Tensor answer, ProcessExample example)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(example);
        using var scope = NewDisposeScope();
        return (answer * Spread(Total(example.Time)) + example.Noise).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>mu − x_t, at every time.</remarks>
    public Tensor AnswerOfPrior(Tensor noisy, Tensor mean, Tensor time)
    {
        ArgumentNullException.ThrowIfNull(mean);
        return mean - noisy;
    }

    /// <inheritdoc/>
    /// <remarks>½·β(t)·(mu − x_t − score) (eq. 11).</remarks>
    public Tensor Flow(Tensor answer, ProcessPoint at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = NewDisposeScope();
        // beta in the numbers of x, and in this order, as the published code has it: its bits are a test
        var beta = Schedule.Beta(full(1, at.Time, dtype: at.Noisy.dtype, device: at.Noisy.device)).view(-1, 1, 1);
        return (0.5 * (at.Mean - at.Noisy - answer) * beta).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>mu + (x_t − mu + (1 − e^(−∫β))·score)/e^(−½∫β) (Tweedie's formula; Efron 2011).</remarks>
    public Tensor Data(Tensor answer, ProcessPoint at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = NewDisposeScope();
        var variance = Math.Pow(Spread(at.Time), 2);
        var data = at.Mean + (at.Noisy - at.Mean + variance * answer) / Decay(at.Time);
        return data.MoveToOuterDisposeScope();
    }

    private Tensor Total(Tensor time) => Schedule.BetaIntegral(time).view(-1, 1, 1);

    private static Tensor Spread(Tensor betaIntegral) => (1.0 - (-betaIntegral).exp()).sqrt();
}
