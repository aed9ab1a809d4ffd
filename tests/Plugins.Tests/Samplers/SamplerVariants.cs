using Melange.Testing;

namespace Melange.Plugins.Tests.Samplers;

/// <summary>Our samplers on each grid.</summary>
public static class SamplerVariants
{
    private const double EarlyEnd = 1e-4; // the last step's error, the same for any number of steps, is small then

    public sealed class EulerUniform : Euler { protected override TimeSpacing Grid => TimeSpacing.Uniform; }

    public sealed class EulerQuadratic : Euler { protected override TimeSpacing Grid => TimeSpacing.Quadratic; }

    public sealed class EulerLogSnr : Euler { protected override TimeSpacing Grid => TimeSpacing.LogSnr; }

    public sealed class EulerSdeUniform : EulerSde { protected override TimeSpacing Grid => TimeSpacing.Uniform; }

    public sealed class EulerSdeQuadratic : EulerSde { protected override TimeSpacing Grid => TimeSpacing.Quadratic; }

    public sealed class EulerSdeLogSnr : EulerSde { protected override TimeSpacing Grid => TimeSpacing.LogSnr; }

    public sealed class MlSdeUniform : MlSde { protected override TimeSpacing Grid => TimeSpacing.Uniform; }

    public sealed class MlSdeQuadratic : MlSde { protected override TimeSpacing Grid => TimeSpacing.Quadratic; }

    public sealed class MlSdeLogSnr : MlSde { protected override TimeSpacing Grid => TimeSpacing.LogSnr; }

    public sealed class HeunUniform : Heun { protected override TimeSpacing Grid => TimeSpacing.Uniform; }

    public sealed class HeunQuadratic : Heun { protected override TimeSpacing Grid => TimeSpacing.Quadratic; }

    public sealed class HeunLogSnr : Heun { protected override TimeSpacing Grid => TimeSpacing.LogSnr; }

    public sealed class DpmSolverUniform : DpmSolver
    {
        protected override TimeSpacing Grid => TimeSpacing.Uniform;

        // the log-SNR's steps near time 0 do not shrink with the number of steps, as the theorem of its order asks
        protected override double OrderTolerance => 0.5;
    }

    public sealed class DpmSolverQuadratic : DpmSolver { protected override TimeSpacing Grid => TimeSpacing.Quadratic; }

    public sealed class DpmSolverLogSnr : DpmSolver { protected override TimeSpacing Grid => TimeSpacing.LogSnr; }

    public sealed class EulerUniformOfFlow : Euler
    {
        protected override TimeSpacing Grid => TimeSpacing.Uniform;

        protected override IProcess Process { get; } = new FlowMatchingProcess(new());
    }

    public sealed class EulerQuadraticOfFlow : Euler
    {
        protected override TimeSpacing Grid => TimeSpacing.Quadratic;

        protected override IProcess Process { get; } = new FlowMatchingProcess(new());
    }

    public sealed class HeunUniformOfFlow : Heun
    {
        protected override TimeSpacing Grid => TimeSpacing.Uniform;

        protected override IProcess Process { get; } = new FlowMatchingProcess(new());
    }

    public sealed class HeunQuadraticOfFlow : Heun
    {
        protected override TimeSpacing Grid => TimeSpacing.Quadratic;

        protected override IProcess Process { get; } = new FlowMatchingProcess(new());
    }

    public sealed class DpmSolverUniformOfFlow : DpmSolver
    {
        protected override TimeSpacing Grid => TimeSpacing.Uniform;

        protected override IProcess Process { get; } = new FlowMatchingProcess(new());

        // the log-SNR's steps at both ends do not shrink with the number of steps: it comes from -infinity
        protected override double OrderTolerance => 0.65;
    }

    public sealed class DpmSolverQuadraticOfFlow : DpmSolver
    {
        protected override TimeSpacing Grid => TimeSpacing.Quadratic;

        protected override IProcess Process { get; } = new FlowMatchingProcess(new());

        protected override double OrderTolerance => 0.4;
    }

    public abstract class OnGrid : SamplerConformance
    {
        protected abstract TimeSpacing Grid { get; }

        protected double? EndTime => Grid == TimeSpacing.LogSnr ? EarlyEnd : null;

        protected override int ScoresOf(int steps) => steps;
    }

    public abstract class Euler : OnGrid
    {
        protected override int? Order => 1;

        protected override ISampler Build(int steps, SamplerContext context) =>
            new EulerSampler(new() { Steps = steps, Grid = Grid, EndTime = EndTime }, context);
    }

    public abstract class EulerSde : OnGrid
    {
        protected override int? Order => null;

        protected override ISampler Build(int steps, SamplerContext context) =>
            new EulerSdeSampler(new() { Steps = steps, Grid = Grid, EndTime = EndTime }, context);
    }

    public abstract class MlSde : OnGrid
    {
        protected override int? Order => null;

        // its noise is that of data known exactly, and so is too small by a share of each step
        protected override double Bias => 0.05;

        protected override ISampler Build(int steps, SamplerContext context) =>
            new MaximumLikelihoodSdeSampler(new() { Steps = steps, Grid = Grid, EndTime = EndTime }, context);
    }

    public abstract class Heun : OnGrid
    {
        protected override int? Order => 2;

        protected override int ScoresOf(int steps) => 2 * steps - 1;

        protected override ISampler Build(int steps, SamplerContext context) =>
            new HeunSampler(new() { Steps = steps, Grid = Grid, EndTime = EndTime }, context);
    }

    public abstract class DpmSolver : OnGrid
    {
        protected override int? Order => 2;

        protected override ISampler Build(int steps, SamplerContext context) =>
            new DpmSolverSampler(new() { Steps = steps, Grid = Grid, EndTime = EndTime }, context);
    }
}
