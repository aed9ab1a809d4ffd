namespace Melange.Testing;

/// <summary>Data that are normal in every entry by itself: the right answers and the probability flow have closed
/// forms.
/// </summary>
/// <remarks>
/// x_0 ~ N(m, s²), so that x_t ~ N(c + α·(m − c), v²) with c, α and σ the process' centre, decay and spread, and
/// v² = α²·s² + σ². The mean of x_0 given x_t is m + α·s²/v²·(x − c − α·(m − c)); the right answer is the one of which
/// the process guesses it. The flow keeps (x − c − α·(m − c))/v as it is. Axes: B batch, M mel bins, T frames.
/// </remarks>
/// <param name="mean">The prior mean μ, <c>[B, M, T]</c>.</param>
/// <param name="center">The data's mean m, <c>[B, M, T]</c>.</param>
/// <param name="deviation">The data's standard deviation s, <c>[B, M, T]</c>.</param>
/// <param name="process">The process; its guess of the data must be linear in the answer, entry by entry.</param>
public sealed class GaussianData(Tensor mean, Tensor center, Tensor deviation, IProcess process)
{
    /// <summary>The same under the diffusion of Grad-TTS.</summary>
    public GaussianData(Tensor mean, Tensor center, Tensor deviation, NoiseSchedule schedule)
        : this(mean, center, deviation, new GradTtsProcess(new(), new(schedule))) { }

    /// <summary>The data's mean m, <c>[B, M, T]</c>.</summary>
    public Tensor Center => center;

    /// <summary>The data's standard deviation s, <c>[B, M, T]</c>.</summary>
    public Tensor Deviation => deviation;

    /// <summary>The right answer, under a diffusion the exact score, in the type of x.</summary>
    /// <param name="x">Noisy data, <c>[B, M, T]</c>.</param>
    /// <param name="time">t in (0, 1], the same for all items, <c>[B]</c>.</param>
    public Tensor Score(Tensor x, Tensor time)
    {
        using var scope = NewDisposeScope();
        var at = new ProcessPoint(x, mean, time[0].to(ScalarType.Float64).item<double>());
        var (expected, spread) = At(at.Time);                                       // [B, M, T]
        var data = center + process.Decay(at.Time) * (deviation / spread).square() * (x - expected);
        var (ofZero, ofOne) = (process.Data(zeros_like(x), at), process.Data(ones_like(x), at));
        return ((data - ofZero) / (ofOne - ofZero)).to(x.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Where the probability flow takes x from time 1 to time 0.</summary>
    /// <param name="start">x at time 1, <c>[B, M, T]</c>.</param>
    public Tensor Flow(Tensor start)
    {
        using var scope = NewDisposeScope();
        var ((first, firstSpread), (last, lastSpread)) = (At(1), At(0));
        return (last + lastSpread * (start - first) / firstSpread).MoveToOuterDisposeScope();
    }

    private (Tensor Mean, Tensor Spread) At(double time)
    {
        var (decay, noise) = (process.Decay(time), process.Spread(time));
        var around = process.Center(mean);
        return (around + decay * (center - around), ((decay * deviation).square() + noise * noise).sqrt());
    }
}
