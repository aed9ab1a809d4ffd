using Xunit;

namespace Melange.Testing;

public abstract partial class SamplerConformance
{
    private const int ManySteps = 200;
    private const double StandardErrors = 5; // one of millions of seeds goes beyond
    private static readonly int[] Doublings = [16, 32, 64, 128];
    private static readonly long[] ManyValues = [2, 50, 1000];

    /// <summary>What 200 steps may be off in mean and deviation, in deviations of the data.</summary>
    protected virtual double Bias => 0.01;

    /// <summary>How far the measured order may miss the promised one.</summary>
    /// <remarks>At few steps the next power of their length counts too; see the test.</remarks>
    protected virtual double OrderTolerance => 0.25;

    /// <summary>A deterministic sampler follows the exact flow, the nearer the more steps, with its order.</summary>
    /// <remarks>
    /// The order is the mean slope of the error over three doublings of the steps, from 16 to 128, in float64: enough
    /// steps for the first power of their length to lead, few enough for rounding to count for nothing.
    /// </remarks>
    [Fact]
    public void Sample_StepsDoubled_ConvergesToTheFlowWithItsOrder()
    {
        if (Order is not { } order)
            return; // a stochastic sampler has moments only
        using var scope = NewDisposeScope();
        var (input, data) = SamplerExample.Create([2, 3, 5], ScalarType.Float64, Process);
        var exact = data.Flow(input.Start);

        var errors = Doublings.Select(steps => (Sample(input, steps) - exact).square().mean().sqrt().item<double>())
            .ToList();

        var slope = Math.Log2(errors[0] / errors[^1]) / (errors.Count - 1);
        Assert.True(Math.Abs(slope - order) < OrderTolerance,
            $"Order {order} was promised, but the errors {string.Join(", ", errors.Select(error => $"{error:g3}"))} "
            + $"fall with slope {slope:f2}.");
    }

    /// <summary>What it ends with has the data's mean and variance.</summary>
    /// <remarks>100,000 entries, each less its own mean and over its own deviation: N(0, 1) if all is exact.</remarks>
    [Fact]
    public void Sample_ManyValues_HaveTheDatasMeanAndVariance()
    {
        using var scope = NewDisposeScope();
        var (input, data) = SamplerExample.Create(ManyValues, ScalarType.Float64, Process);

        var standard = (Sample(input, ManySteps) - data.Center) / data.Deviation;

        var count = standard.NumberOfElements;
        var (mean, deviation) = (standard.mean().item<double>(), standard.std().item<double>());
        Assert.InRange(mean, -StandardErrors / Math.Sqrt(count) - Bias, StandardErrors / Math.Sqrt(count) + Bias);
        Assert.InRange(deviation - 1,
            -StandardErrors / Math.Sqrt(2 * count) - Bias, StandardErrors / Math.Sqrt(2 * count) + Bias);
    }
}
