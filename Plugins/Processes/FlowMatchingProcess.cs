namespace Melange.Plugins;

/// <summary>Flow matching along straight lines from noise to mel; the estimator is asked for their velocity.</summary>
/// <remarks>
/// With τ = 1 − t and s = 1 − (1 − σ)·τ: <c>x_t = τ·x_0 + s·z</c>, z standard normal, and the velocity that is asked
/// for <c>v = x_0 − (1 − σ)·z</c>, dx/dτ, towards the mel. Noise is around 0; mu is an input of the estimator alone.
/// Source: Lipman et al. 2023 (Flow Matching for Generative Modeling), eq. 20 to 23; Mehta et al. 2024 (Matcha-TTS),
/// section 2.3, and its published code. Departs from them: t runs from 0, the mel, to 1, as everywhere here.
/// </remarks>
public sealed class FlowMatchingProcess : IProcess
{
    private readonly double kept; // 1 − σ
    private readonly double variance; // d² of the data around mu

    /// <summary>Creates the process.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public FlowMatchingProcess(FlowMatchingOptions options)
    {
        var valid = options.Validated();
        (kept, variance) = (1 - valid.SigmaMin, valid.DataDeviation * valid.DataDeviation);
    }

    /// <inheritdoc/>
    /// <remarks>Zero.</remarks>
    public Tensor Center(Tensor mean) => zeros_like(mean);

    /// <inheritdoc/>
    /// <remarks>τ.</remarks>
    public double Decay(double time) => 1 - time;

    /// <inheritdoc/>
    /// <remarks>1 − (1 − σ)·τ.</remarks>
    public double Spread(double time) => 1 - kept * (1 - time);

    /// <inheritdoc/>
    public Tensor Noisy(ProcessExample example)
    {
        using var scope = NewDisposeScope();
        var passed = Passed(example.Time);                                              // [B, 1, 1]
        return (passed * example.Data + (1 - kept * passed) * example.Noise).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>answer − (x_0 − (1 − σ)·z).</remarks>
    public Tensor Deviation(Tensor answer, ProcessExample example)
    {
        using var scope = NewDisposeScope();
        return (answer - (example.Data - kept * example.Noise)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>mu + (d²·τ − (1 − σ)·s)/(d²·τ² + s²)·(x_t − τ·mu), the mean of v given x_t where the data are N(mu, d²).
    /// </remarks>
    public Tensor AnswerOfPrior(Tensor noisy, Tensor mean, Tensor time)
    {
        using var scope = NewDisposeScope();
        var passed = Passed(time);                                                      // [B, 1, 1]
        var spread = 1 - kept * passed;
        var share = (variance * passed - kept * spread) / (variance * passed.square() + spread.square());
        return (mean + share * (noisy - passed * mean)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>−v, since t runs back.</remarks>
    public Tensor Flow(Tensor answer, ProcessPoint at) => -answer;

    /// <inheritdoc/>
    /// <remarks>(1 − σ)·x_t + s·v.</remarks>
    public Tensor Data(Tensor answer, ProcessPoint at)
    {
        using var scope = NewDisposeScope();
        return (kept * at.Noisy + Spread(at.Time) * answer).MoveToOuterDisposeScope();
    }

    private static Tensor Passed(Tensor time) => (1 - time).view(-1, 1, 1);             // τ
}
