namespace Melange.Plugins;

/// <summary>Solves the probability flow with DPM-Solver++(2M): two steps' guesses of the data.</summary>
/// <remarks>
/// With α the process' decay, σ its spread, λ = ln(α/σ), half the log-SNR, and its guess of the data D(x, t), a step
/// from t to s with h = λ_s − λ_t is <c>x − c ← σ_s/σ_t·(x − c) + (α_s − α_t·σ_s/σ_t)·(G − c)</c>, masked, which is
/// <c>−α_s·(e^(−h) − 1)</c> written without h, where c is μ under <c>grad-tts</c> and 0 under <c>flow-matching</c>, and
/// <c>G = D(x, t) + (D(x, t) − D_before)/(2r)</c>, with D_before the guess of the step before and r its h divided by
/// this one's. In the first step, which has none before, in the second where the first began without data, and in the
/// last, whose h is infinite or large, G is D(x, t) alone. One score a step. No randomness. Source: Lu et al. 2022
/// (DPM-Solver++), algorithm 2. Departs from it: x − c in the place of x.
/// </remarks>
public sealed class DpmSolverSampler : IStatesProcesses
{
    private readonly IProcess process;
    private readonly TimeGrid grid;

    /// <summary>Creates the sampler for a process.</summary>
    /// <exception cref="OptionsException">An option breaks its rules, or does not go with the process.</exception>
    public DpmSolverSampler(DpmSolverOptions options, SamplerContext context)
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
        var (way, center) = (new ReverseProcess(input), process.Center(input.Mean)); // [B, M, T]
        Tensor? before = null;
        return way.Solve(grid.Steps, (x, step) =>
        {
            var (t, s) = (grid[step], grid[step + 1]);
            var data = process.Data(way.Score(x, t), new(x, input.Mean, t)) - center; // [B, M, T]
            var guess = before is null ? data : data + Share(step) * (data - before);
            before?.Dispose();
            before = data.MoveToOuterDisposeScope();
            var kept = process.Spread(s) / process.Spread(t);
            return center + kept * (x - center) + (process.Decay(s) - kept * process.Decay(t)) * guess;
        }).MoveToOuterDisposeScope();
    }

    // The share 1/(2r) that the change of the guess counts; 0 where the h of the step before is infinite.
    private double Share(int step)
    {
        var (before, t, s) = (HalfLogSnr(grid[step - 1]), HalfLogSnr(grid[step]), HalfLogSnr(grid[step + 1]));
        return step == grid.Steps - 1 ? 0 : (s - t) / (2 * (t - before));
    }

    private double HalfLogSnr(double time) => Math.Log(process.Decay(time) / process.Spread(time));
}
