namespace Melange.Plugins;

/// <summary>Solves the probability flow with Euler steps.</summary>
/// <remarks>
/// <c>x ← x − h·dx/dt(x, t)</c>, masked after each step, where a step of the grid is h long and t its middle or its
/// start. Under <c>grad-tts</c> dx/dt is ½·(μ − x − score(x, t))·β(t): Popov et al. 2021 (Grad-TTS), eq. 11; the
/// middles are of its published code. Under <c>flow-matching</c> it is the estimator's velocity, at starts: Mehta et
/// al. 2024 (Matcha-TTS), whose time runs the other way. Departs from them: other grids than the uniform one. First
/// order. Gradients flow unless the caller forbids them. No randomness.
/// </remarks>
public sealed class EulerSampler : IStatesProcesses
{
    private readonly IProcess process;
    private readonly TimeGrid grid;
    private readonly bool isAtMiddle;

    /// <summary>Creates the sampler for a process.</summary>
    /// <exception cref="OptionsException">An option breaks its rules, or does not go with the process.</exception>
    public EulerSampler(EulerOptions options, SamplerContext context)
    {
        var valid = options.Validated();
        process = context.Process;
        grid = new((valid.Steps, valid.Grid, valid.EndTime), process);
        isAtMiddle = (valid.Asks ?? (process is IDiffusionProcess ? StepTime.Middle : StepTime.Start))
            == StepTime.Middle;
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
            var t = isAtMiddle ? grid.Middle(step) : grid[step];
            return x - process.Flow(way.Score(x, t), new(x, input.Mean, t)) / grid.Rate(step); // [B, M, T]
        }).MoveToOuterDisposeScope();
    }
}
