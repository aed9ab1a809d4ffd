using Melange.Host.TensorFiles;
using TorchSharp;

namespace Melange.Plugins.Tests.Samplers;

public sealed class EulerSamplerTests
{
    [Theory, InlineData(10), InlineData(2000)]
    public void Sample_ToyScore_EqualsTheOracle(int steps)
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/diffusion.safetensors");
        var input = Toy(fixture, float64);

        var mel = Sampler(steps).Sample(input);

        // the fixture is float32, with values up to 85: this toy score drives x away from the mean
        var error = (mel - fixture[$"euler{steps}"]).abs().max().item<double>();
        Assert.True(error < 1e-5, $"largest error {error}");
    }

    [Fact]
    public void Sample_Float32_EqualsTheOracle()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/diffusion.safetensors");

        var mel = Sampler(10).Sample(Toy(fixture));

        Assert.Equal(float32, mel.dtype);
        // values up to 46, which float32 rounds by 4e-6
        Assert.True(mel.allclose(fixture["euler10"], rtol: 5e-7, atol: 1e-5));
    }

    [Theory, InlineData(10, ScalarType.Float32), InlineData(49, ScalarType.Float32), InlineData(49, ScalarType.Float64)]
    public void Sample_UniformGrid_IsThePublishedArithmeticBitForBit(int steps, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var input = Toy(Safetensors.Read("Fixtures/diffusion.safetensors"), type);
        var (schedule, valid) = (new NoiseSchedule(), input.Mask.unsqueeze(1).to(type));

        var mel = Sampler(steps).Sample(input);

        var x = input.Start * valid;
        for (var step = 0; step < steps; step++)
        {
            var t = full([x.shape[0]], 1.0 - (step + 0.5) / steps, dtype: type);
            var drift = 0.5 * (input.Mean - x - input.Score(x, t)) * schedule.Beta(t).view(-1, 1, 1);
            x = (x - drift / steps) * valid;
        }
        Assert.True(mel.equal(x).all().item<bool>());
    }

    [Fact]
    public void Sample_TwiceTheSteps_HalvesTheError()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/diffusion.safetensors");
        var input = Toy(fixture);
        var exact = Sampler(4000).Sample(input);

        var coarse = (Sampler(100).Sample(input) - exact).abs().max().item<float>();
        var fine = (Sampler(200).Sample(input) - exact).abs().max().item<float>();

        Assert.InRange(coarse / fine, 1.8, 2.2); // first order
    }

    [Fact]
    public void Sample_NoiseOutsideTheMask_IsIgnoredAndZero()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/diffusion.safetensors");
        // a score that lets each frame hear the others
        var input = Toy(fixture) with { Score = (x, _) => x - x.sum(2, keepdim: true) };
        var padding = input.Mask.logical_not().unsqueeze(1);
        var noisy = input with { Start = input.Start + 100 * padding };

        var expected = Sampler(10).Sample(input);
        var actual = Sampler(10).Sample(noisy);

        Assert.True(actual.equal(expected).all().item<bool>());
        Assert.Equal(0f, actual.masked_select(padding.expand(actual.shape)).abs().max().item<float>());
    }

    [Fact]
    public void Sample_ThreeSteps_AsksForMidpointTimes()
    {
        using var scope = NewDisposeScope();
        var times = new List<float>();
        var input = Toy(Safetensors.Read("Fixtures/diffusion.safetensors"));
        Tensor Watched(Tensor x, Tensor time)
        {
            times.AddRange(time.data<float>().ToArray());
            return zeros_like(x);
        }

        Sampler(3).Sample(input with { Score = Watched });

        Assert.Equal([5 / 6f, 5 / 6f, 0.5f, 0.5f, 1 / 6f, 1 / 6f], times.Select(time => MathF.Round(time, 6)),
            (expected, actual) => MathF.Abs(expected - actual) < 1e-5f);
    }

    [Fact]
    public void Sample_Done_LeavesOnlyItsResult()
    {
        using var scope = NewDisposeScope();
        var input = Toy(Safetensors.Read("Fixtures/diffusion.safetensors"));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Sampler(10).Sample(input);

        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Sample_MeanOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var input = Toy(Safetensors.Read("Fixtures/diffusion.safetensors")) with { Mean = zeros(2, 7, 12) };

        var thrown = Assert.Throws<TensorShapeException>(() => Sampler(10).Sample(input));

        Assert.Equal("mean must be [B=2, M=7, T=11], but was [2, 7, 12].", thrown.Message);
    }

    [Fact]
    public void Construct_NoStep_SaysWhatToChange()
    {
        var thrown = Assert.Throws<OptionsException>(() => Sampler(0));

        Assert.Equal("Steps must be at least 1, but was 0.", thrown.Message);
    }

    private static EulerSampler Sampler(int steps) => new(new() { Steps = steps }, new(new NoiseSchedule()));

    private static SamplerInput Toy(Dictionary<string, Tensor> fixture, ScalarType type = ScalarType.Float32)
    {
        var mean = fixture["mu"].to(type);
        return new(mean + fixture["noise"].to(type), mean, fixture["mask"].to(@bool), Score, new Generator(1));

        Tensor Score(Tensor x, Tensor time)
        {
            using var scope = NewDisposeScope();
            return (0.3 * (mean - x) - 0.1 * x.tanh() * time.view(-1, 1, 1)).MoveToOuterDisposeScope();
        }
    }
}
