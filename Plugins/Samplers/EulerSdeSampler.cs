namespace Melange.Plugins;

/// <summary>Solves the stochastic equation of the reverse diffusion with Euler-Maruyama steps.</summary>
/// <remarks>
/// <c>x ← x − h·(½·(μ − x) − score(x, t))·β(t) + √(h·β(t))·ξ</c>, masked after each step, where a step of the grid is
/// h long, t its middle and ξ standard normal; the last step adds no noise. Source: Popov et al. 2021 (Grad-TTS), the
/// reverse SDE, with the middles of its published code; Song et al. 2021 (Score-Based Generative Modeling through
/// SDEs), eq. 6, with the last step of its published code. Departs from them: other grids than the uniform one.
/// </remarks>
public sealed class EulerSdeSampler : ISampler
{
    private readonly NoiseSchedule schedule;
    private readonly TimeGrid grid;

    /// <summary>Creates the sampler for a noise schedule.</summary>
    /// <exception cref="OptionsException">An option or the schedule breaks its rules.</exception>
    public EulerSdeSampler(EulerSdeOptions options, SamplerContext context)
    {
        var valid = options.Validated();
        schedule = context.Schedule.Validated();
        grid = new((valid.Steps, valid.Grid, valid.EndTime), context.Process);
    }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">An input, or a score, is not shaped as stated.</exception>
    public Tensor Sample(SamplerInput input)
    {
        using var scope = NewDisposeScope();
        var process = new ReverseProcess(input);
        return process.Solve(grid.Steps, (x, step) =>
        {
            var t = grid.Middle(step);
            var variance = schedule.Beta(t) / grid.Rate(step);                   // β·h
            var drift = (0.5 * (input.Mean - x) - process.Score(x, t)) * variance; // [B, M, T]
            var next = x - drift;
            return step == grid.Steps - 1 ? next : next + Math.Sqrt(variance) * process.Noise();
        }).MoveToOuterDisposeScope();
    }
}
