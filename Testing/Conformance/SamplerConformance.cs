using TorchSharp;
using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any sampler; derive a test class from it and build yours.</summary>
public abstract partial class SamplerConformance
{
    private const int FewSteps = 6;

    /// <summary>Order of convergence to the probability flow; null for a stochastic sampler.</summary>
    protected abstract int? Order { get; }

    /// <summary>Builds the sampler under test with a number of steps.</summary>
    protected abstract ISampler Build(int steps, SamplerContext context);

    /// <summary>The process that it solves; that of Grad-TTS unless said otherwise.</summary>
    protected virtual IProcess Process { get; } = new GradTtsProcess(new(), new(SamplerExample.Schedule));

    /// <summary>How many scores it asks for.</summary>
    protected abstract int ScoresOf(int steps);

    /// <summary>A score costs what sampling costs: there are as many as it says.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(7)]
    public void Sample_AnySteps_AsksForAsManyScoresAsItSays(int steps)
    {
        using var scope = NewDisposeScope();
        var count = 0;
        var input = SamplerExample.Create(process: Process).Input;
        var counted = input with { Score = (x, time) => { count++; return input.Score(x, time); } };

        Sample(counted, steps);

        Assert.Equal(ScoresOf(steps), count);
    }

    /// <summary>Scores exist at times above 0 and up to 1; each item is asked for at one of its own.</summary>
    [Theory, InlineData(1), InlineData(7)]
    public void Sample_AnySteps_AsksAtTimesThatHaveAScore(int steps)
    {
        using var scope = NewDisposeScope();
        var times = new List<double[]>();
        var input = SamplerExample.Create(process: Process).Input;
        var watched = input with
        {
            Score = (x, time) => { times.Add([.. time.data<double>()]); return input.Score(x, time); }
        };

        Sample(watched, steps);

        Assert.All(times, time => Assert.Equal(SamplerExample.Batch, time.Length));
        Assert.All(times.SelectMany(time => time), time => Assert.True(time is > 0 and <= 1, $"A time is {time}."));
    }

    /// <summary>The result has the start's shape and type, and every entry is finite.</summary>
    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.Float64)]
    public void Sample_AnyType_GivesFiniteMelOfTheStartsShapeAndType(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(type, Process).Input;
        var typed = input with
        {
            Score = (x, time) =>
            {
                Assert.Equal((type, type), (x.dtype, time.dtype));
                return input.Score(x, time);
            }
        };

        var mel = Sample(typed, FewSteps);

        Assert.Equal(typed.Start.shape, mel.shape);
        Assert.Equal(type, mel.dtype);
        Assert.True(mel.isfinite().all().item<bool>(), "The mel holds NaN or infinity.");
    }

    /// <summary>Float64 is float64 all the way: nothing passes through float32.</summary>
    [Fact]
    public void Sample_Float64_IsNotThatOfFloat32()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input;
        var nudged = input with { Start = input.Start + 1e-12 }; // float32 would not see it

        var difference = TensorAssert.LargestDifference(Seeded(input), Seeded(nudged));

        Assert.InRange(difference, 1e-15, 1e-10);
    }

    /// <summary>The generator's seed decides every bit; of a deterministic sampler, it decides none.</summary>
    [Fact]
    public void Sample_SameSeed_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(ScalarType.Float32, Process).Input;

        var (mel, again, other) = (Seeded(input), Seeded(input), Seeded(input, 2));

        TensorAssert.SameBits(mel, again);
        Assert.Equal(Order is not null, mel.eq(other).all().item<bool>());
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Sample_AnyInput_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input;

        TensorAssert.Unchanged([input.Start, input.Mean, input.Mask], () => Sample(input, FewSteps));
    }

    /// <summary>The result is a tensor of its own: to dispose of the inputs does not end it.</summary>
    [Fact]
    public void Sample_InputsDisposedOfAfterwards_KeepsItsResult()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input;
        var mel = Sample(input, FewSteps);

        foreach (var tensor in new[] { input.Start, input.Mean, input.Mask })
            tensor.Dispose();

        Assert.False(mel.IsInvalid);
    }

    /// <summary>Only the result outlives a call.</summary>
    [Fact]
    public void Sample_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input;
        var sampler = Build(FewSteps, Context);

        TensorAssert.NoneLeftBehind(() => sampler.Sample(input).Dispose());
    }

    /// <summary>Nothing is kept that later steps do not need: memory does not grow with the steps.</summary>
    [Fact]
    public void Sample_ManySteps_HoldsNoMoreTensorsInTheLastThanInTheFirst()
    {
        using var scope = NewDisposeScope();
        var alive = new List<long>();
        var input = SamplerExample.Create(process: Process).Input;
        var watched = input with
        {
            Score = (x, time) =>
            {
                alive.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
                return input.Score(x, time);
            }
        };

        Sample(watched, 40);

        Assert.InRange(alive.Skip(alive.Count / 2).Max(), 0, alive.Take(alive.Count / 2).Max());
    }

    /// <summary>A mean of other length than the start is refused by name.</summary>
    [Fact]
    public void Sample_MeanOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input with { Mean = zeros(2, 3, 8) };

        var fault = Assert.Throws<TensorShapeException>(() => Sample(input, FewSteps));

        Assert.Equal("mean must be [B=2, M=3, T=7], but was [2, 3, 8].", fault.Message);
    }

    /// <summary>A mask of other length than the start is refused by name.</summary>
    [Fact]
    public void Sample_MaskOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input with { Mask = ones(2, 8, dtype: ScalarType.Bool) };

        var fault = Assert.Throws<TensorShapeException>(() => Sample(input, FewSteps));

        Assert.Equal("mask must be [B=2, T=7], but was [2, 8].", fault.Message);
    }

    /// <summary>A score of other shape than x is refused by name.</summary>
    [Fact]
    public void Sample_ScoreOfOtherShape_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input with { Score = (x, _) => x.transpose(1, 2) };

        var fault = Assert.Throws<TensorShapeException>(() => Sample(input, FewSteps));

        Assert.Equal("score must be [B=2, M=3, T=7], but was [2, 7, 3].", fault.Message);
    }

    /// <summary>A seed decides every weight, if it has any, and every module is registered.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(FewSteps, Context));

    private SamplerContext Context => new(SamplerExample.Schedule) { Process = Process };

    private Tensor Sample(SamplerInput input, int steps)
    {
        using var off = no_grad();
        return Build(steps, Context).Sample(input);
    }
}
