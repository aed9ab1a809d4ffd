namespace Melange.Plugins;

/// <summary>Solves the probability-flow equation of the reverse diffusion with Heun's steps of second order.</summary>
/// <remarks>
/// The flow is dx/dt = <c>f(x, t) = ½·(μ − x − score(x, t))·β(t)</c>. A step from t to s = t − h:
/// <c>x' = x − h·f(x, t)</c>, then <c>x ← x − h·½·(f(x, t) + f(x', s))</c>, both masked. The last step, to time 0 where
/// there is no score, keeps x': 2·Steps − 1 scores in all. Source: Karras et al. 2022 (EDM), algorithm 1, with s(t) and
/// σ(t) of a variance-preserving process; the flow is eq. 11 of Popov et al. 2021 (Grad-TTS). Departs from it: x − μ in
/// the place of x, and the grids. No randomness.
/// </remarks>
public sealed class HeunSampler : ISampler
{
    private readonly NoiseSchedule schedule;
    private readonly TimeGrid grid;

    /// <summary>Creates the sampler for a noise schedule.</summary>
    /// <exception cref="OptionsException">An option or the schedule breaks its rules.</exception>
    public HeunSampler(HeunOptions options, SamplerContext context)
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
        return process.Solve(grid.Steps, (x, step) =>
        {
            var (t, s) = (grid[step], grid[step + 1]);
            var slope = Slope(x, t);                                             // [B, M, T]
            var euler = x - (t - s) * slope;
            return s == 0 ? euler : x - (t - s) * 0.5 * (slope + Slope(process.Masked(euler), s));
        }).MoveToOuterDisposeScope();

        Tensor Slope(Tensor at, double time) =>
            0.5 * schedule.Beta(time) * (input.Mean - at - process.Score(at, time));
    }
}
