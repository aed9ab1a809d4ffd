namespace Melange.Plugins;

/// <summary>Solves the probability flow with Heun's steps of second order.</summary>
/// <remarks>
/// The flow dx/dt = f(x, t) is the process': under <c>grad-tts</c> <c>½·(μ − x − score(x, t))·β(t)</c>. A step from t
/// to s = t − h: <c>x' = x − h·f(x, t)</c>, then <c>x ← x − h·½·(f(x, t) + f(x', s))</c>, both masked. The last step,
/// to time 0 where there is no score, keeps x': 2·Steps − 1 scores in all. Source: Karras et al. 2022 (EDM), algorithm
/// 1, with s(t) and σ(t) of a variance-preserving process; the flow is eq. 11 of Popov et al. 2021 (Grad-TTS). Departs
/// from it: x − μ in the place of x, and the grids. No randomness.
/// </remarks>
public sealed class HeunSampler : IStatesProcesses
{
    private readonly IProcess process;
    private readonly TimeGrid grid;

    /// <summary>Creates the sampler for a process.</summary>
    /// <exception cref="OptionsException">An option breaks its rules, or does not go with the process.</exception>
    public HeunSampler(HeunOptions options, SamplerContext context)
    {
        var valid = options.Validated();
        process = context.Process;
        grid = new((valid.Steps, valid.Grid, valid.EndTime), process);
    }

    /// <inheritdoc/>
    public bool Solves(IProcess process) => true;

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">An input, or a score, is not shaped as stated.</exception>
    public Tensor Sample(SamplerInput input)
    {
        using var scope = NewDisposeScope();
        var way = new ReverseProcess(input);
        return way.Solve(grid.Steps, (x, step) =>
        {
            var (t, s) = (grid[step], grid[step + 1]);
            var slope = Slope(x, t);                                             // [B, M, T]
            var euler = x - (t - s) * slope;
            return s == 0 ? euler : x - (t - s) * 0.5 * (slope + Slope(way.Masked(euler), s));
        }).MoveToOuterDisposeScope();

        Tensor Slope(Tensor at, double time) =>
            process.Flow(way.Score(at, time), new(at, input.Mean, time));
    }
}
