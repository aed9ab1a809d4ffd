namespace Melange.Plugins;

/// <summary>Solves the probability-flow equation of the reverse diffusion with Euler steps.</summary>
/// <remarks>
/// <c>x ← x − h·½·(μ − x − score(x, t))·β(t)</c>, masked after each step, where a step of the grid is h long and t its
/// middle. Source: Popov et al. 2021 (Grad-TTS), eq. 11; the middles are of its published code. Departs from it: other
/// grids than the uniform one. First order. Gradients flow unless the caller forbids them. No randomness.
/// </remarks>
public sealed class EulerSampler : ISampler
{
    private readonly NoiseSchedule schedule;
    private readonly TimeGrid grid;

    /// <summary>Creates the sampler for a noise schedule.</summary>
    /// <exception cref="OptionsException">An option or the schedule breaks its rules.</exception>
    public EulerSampler(EulerOptions options, SamplerContext context)
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
            var t = ReverseProcess.TimesOf(x, grid.Middle(step));                // [B]
            var beta = schedule.Beta(t).view(-1, 1, 1);                          // [B, 1, 1]
            var drift = 0.5 * (input.Mean - x - process.Score(x, t)) * beta;     // [B, M, T]
            return x - drift / grid.Rate(step);
        }).MoveToOuterDisposeScope();
    }
}
