using Melange.Host.Aligning;
using Melange.Testing;

namespace Melange.Host.Tests.Aligning;

public sealed class FrameLikelihoodTests
{
    [Fact]
    public void Of_AnyPrior_IsTheLogDensityOfTheNormalDistribution()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var mean = randn([2, 3, 4], generator: random);                             // [B, M, P]
        var logMel = randn([2, 3, 5], generator: random);                           // [B, M, T]

        var likelihood = FrameLikelihood.Of(mean, logMel);

        var density = distributions.Normal(mean.unsqueeze(3), ones(1));             // [B, M, P, 1]
        TensorAssert.Close(density.log_prob(logMel.unsqueeze(2)).sum(1), likelihood, 1e-5); // float32, sums of 3
    }

    [Fact]
    public void Of_ValuesOfALogMel_LosesNothingThatAnAlignmentNotices()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(2);
        var mean = rand([1, 80, 7], generator: random) * 14 - 12;                   // ln 1e-5 to e²
        var logMel = rand([1, 80, 9], generator: random) * 14 - 12;

        var likelihood = FrameLikelihood.Of(mean, logMel);

        var exact = FrameLikelihood.Of(mean.to(float64), logMel.to(float64));
        TensorAssert.Close(exact.to(float32), likelihood, 1e-2); // nats of several hundred
    }

    [Fact]
    public void Of_OtherBins_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TensorShapeException>(() => FrameLikelihood.Of(zeros(2, 3, 4), zeros(2, 5, 6)));

        Assert.Equal("logMel must be [B=2, M=3, T], but was [2, 5, 6].", fault.Message);
    }

    [Fact]
    public void Of_TwoAxes_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TensorShapeException>(() => FrameLikelihood.Of(zeros(3, 4), zeros(2, 3, 6)));

        Assert.Equal("mean must be [B, M, P], but was [3, 4].", fault.Message);
    }
}
