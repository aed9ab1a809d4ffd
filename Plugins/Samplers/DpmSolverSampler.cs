namespace Melange.Plugins;

/// <summary>Solves the probability-flow equation with DPM-Solver++(2M): two steps' guesses of the data.</summary>
/// <remarks>
/// With α = e^(−½∫β), σ² = 1 − α², λ = ln(α/σ), half the log-SNR, and the guess of the data
/// <c>D(x, t) = (x − μ + σ²·score(x, t))/α</c>, a step from t to s with h = λ_s − λ_t is
/// <c>x − μ ← σ_s/σ_t·(x − μ) − α_s·(e^(−h) − 1)·(D(x, t) + (D(x, t) − D_before)/(2r))</c>, masked, with D_before the
/// guess of the step before and r its h divided by this one's. The first step has no step before, and the last, to time
/// 0, an infinite h: both take D(x, t) alone, so that the last one's result is μ + D. One score a step. No randomness.
/// Source: Lu et al. 2022 (DPM-Solver++), algorithm 2. Departs from it: x − μ in the place of x.
/// </remarks>
public sealed class DpmSolverSampler : ISampler
{
    private readonly NoiseSchedule schedule;
    private readonly TimeGrid grid;

    /// <summary>Creates the sampler for a noise schedule.</summary>
    /// <exception cref="OptionsException">An option or the schedule breaks its rules.</exception>
    public DpmSolverSampler(DpmSolverOptions options, SamplerContext context)
    {
        var valid = options.Validated();
        schedule = context.Schedule.Validated();
        grid = new((valid.Steps, valid.Grid, valid.EndTime), schedule);
    }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">An input, or a score, is not shaped as stated.</exception>
    public Tensor Sample(SamplerInput input)
    {
        using var scope = NewDisposeScope();
        var process = new ReverseProcess(input);
        Tensor? before = null;
        return process.Solve(grid.Steps, (x, step) =>
        {
            var (t, s) = (grid[step], grid[step + 1]);
            var (z, h) = (x - input.Mean, HalfLogSnr(s) - HalfLogSnr(t));        // [B, M, T]
            var data = (z + Math.Pow(schedule.Spread(t), 2) * process.Score(x, t)) / schedule.Decay(t);
            var guess = before is null ? data : data + Share(step) * (data - before);
            before?.Dispose();
            before = data.MoveToOuterDisposeScope();
            var kept = schedule.Spread(s) / schedule.Spread(t) * z;
            return input.Mean + kept - schedule.Decay(s) * (Math.Exp(-h) - 1) * guess;
        }).MoveToOuterDisposeScope();
    }

    // The share 1/(2r) that the change of the guess counts; at time 0, where h is infinite, there is none.
    private double Share(int step)
    {
        var (before, t, s) = (HalfLogSnr(grid[step - 1]), HalfLogSnr(grid[step]), HalfLogSnr(grid[step + 1]));
        return double.IsInfinity(s) ? 0 : (s - t) / (2 * (t - before));
    }

    private double HalfLogSnr(double time) => 0.5 * schedule.LogSnr(time);
}
