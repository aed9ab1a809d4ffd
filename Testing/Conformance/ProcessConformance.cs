using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any process; derive a test class from it and build yours.</summary>
/// <remarks>
/// Data are N(mu, d²) here, so that with c, α and σ the centre, decay and spread x_t is N(c + α·(mu − c), v²),
/// v² = α²·d² + σ², and all that the process says of them has a closed form.
/// </remarks>
public abstract class ProcessConformance
{
    private const int Batch = 2, Bins = 3, Frames = 5, Many = 100_000;
    private const double StandardErrors = 5; // one of millions of seeds goes beyond
    private static readonly double[] Times = [0.05, 0.3, 0.55, 0.9];

    /// <summary>Builds the process under test.</summary>
    protected abstract IProcess Build(ProcessContext context);

    /// <summary>The d of data around mu that its <see cref="IProcess.AnswerOfPrior"/> is right for.</summary>
    protected virtual double DataDeviation => 1;

    /// <summary>x_t is the centre, what is left of the data around it, and the noise.</summary>
    [Fact]
    public void Noisy_AnyTime_IsAroundTheCentreAsDecayAndSpreadSay()
    {
        using var scope = NewDisposeScope();
        var process = Build(Context);
        foreach (var time in Times)
        {
            var example = Example(time);

            var noisy = process.Noisy(example);

            var center = process.Center(example.Mean);
            TensorAssert.Close(center + process.Decay(time) * (example.Data - center)
                + process.Spread(time) * example.Noise, noisy, 1e-9);
        }
    }

    /// <summary>At time 0 the data are left, at time 1 noise that data do not tell from that of others.</summary>
    [Fact]
    public void DecayAndSpread_Ends_AreDataAndNoise()
    {
        var process = Build(Context);

        Assert.Equal(1, process.Decay(0), 1e-9);
        Assert.InRange(process.Spread(0), 0, 0.05);
        Assert.InRange(process.Decay(1), 0, 0.05);
        Assert.Equal(1, process.Spread(1), 0.01);
    }

    /// <summary>Each item has a time of its own.</summary>
    [Fact]
    public void Noisy_TimesThatDiffer_AreThoseOfTheItems()
    {
        using var scope = NewDisposeScope();
        var process = Build(Context);
        var example = Example(Times[0]) with { Time = tensor(new[] { Times[0], Times[3] }) };

        var noisy = process.Noisy(example);

        TensorAssert.Close(process.Noisy(Example(Times[0]))[0], noisy[0], 1e-12);
        TensorAssert.Close(process.Noisy(Example(Times[3]))[1], noisy[1], 1e-12);
        Assert.Equal(noisy.shape, process.Deviation(noisy, example).shape);
        Assert.Equal(noisy.shape, process.AnswerOfPrior(noisy, example.Mean, example.Time).shape);
    }

    /// <summary>The answer for N(mu, d²) has the least deviation: what is left of it has nothing to do with x_t.
    /// </summary>
    [Fact]
    public void AnswerOfPrior_ManyDraws_LeavesADeviationThatXDoesNotTell()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var process = Build(Context);
        foreach (var time in Times)
        {
            var mean = full([1, 1, Many], 0.7, dtype: ScalarType.Float64);
            var (data, noise) = (mean + DataDeviation * Normal(mean, random), Normal(mean, random));
            var example = new ProcessExample(data, mean, noise, full(1, time, dtype: ScalarType.Float64));
            var noisy = process.Noisy(example);

            var left = process.Deviation(process.AnswerOfPrior(noisy, mean, example.Time), example);

            var standard = (noisy - noisy.mean()) / noisy.std();
            var error = left.std().item<double>() / Math.Sqrt(Many) * StandardErrors;
            Assert.InRange(left.mean().item<double>(), -error, error);
            Assert.InRange((left * standard).mean().item<double>(), -error, error);
        }
    }

    /// <summary>With the right answer the guess of the data is their mean given x_t.</summary>
    [Fact]
    public void Data_RightAnswer_IsTheMeanOfTheDataGivenX()
    {
        using var scope = NewDisposeScope();
        var process = Build(Context);
        foreach (var time in Times)
        {
            var (at, answer) = Asked(process, time);
            var (decay, spread) = (process.Decay(time), process.Spread(time));
            var (center, variance) = (process.Center(at.Mean), DataDeviation * DataDeviation);

            var expected = at.Mean + variance * decay / (variance * decay * decay + spread * spread)
                * (at.Noisy - center - decay * (at.Mean - center));

            TensorAssert.Close(expected, process.Data(answer, at), 1e-9);
        }
    }

    /// <summary>With the right answer the flow keeps how many deviations x_t is from its mean.</summary>
    [Fact]
    public void Flow_RightAnswer_IsTheSlopeOfTheExactFlow()
    {
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        var process = Build(Context);
        foreach (var time in Times)
        {
            var (at, answer) = Asked(process, time);
            var standard = (at.Noisy - MeanAt(time)) / SpreadAt(time);

            var slope = (Exact(time + Step) - Exact(time - Step)) / (2 * Step);

            TensorAssert.Close(slope, process.Flow(answer, at), 1e-6);

            Tensor Exact(double when) => MeanAt(when) + SpreadAt(when) * standard;

            Tensor MeanAt(double when) =>
                process.Center(at.Mean) + process.Decay(when) * (at.Mean - process.Center(at.Mean));

            double SpreadAt(double when) =>
                Math.Sqrt(Math.Pow(DataDeviation * process.Decay(when), 2) + Math.Pow(process.Spread(when), 2));
        }
    }

    /// <summary>Tensors have the data's type.</summary>
    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.Float64)]
    public void Every_AnyType_GivesTensorsOfIt(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var process = Build(Context);

        Assert.All(All(process, Example(Times[1], type)), made => Assert.Equal(type, made.dtype));
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Every_AnyInput_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var process = Build(Context);
        var example = Example(Times[1]);

        TensorAssert.Unchanged([example.Data, example.Mean, example.Noise, example.Time],
            () => All(process, example));
    }

    /// <summary>Only results outlive a call.</summary>
    [Fact]
    public void Every_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var process = Build(Context);
        var example = Example(Times[1]);

        TensorAssert.NoneLeftBehind(() =>
        {
            foreach (var made in All(process, example).Where(made => !ReferenceEquals(made, example.Mean)))
                made.Dispose();
        });
    }

    private static ProcessContext Context => new(new NoiseSchedule());

    private static ProcessExample Example(double time, ScalarType type = ScalarType.Float64)
    {
        using var random = new Generator(1);
        var mean = Normal(zeros(Batch, Bins, Frames, dtype: type), random);
        return new(mean + Normal(mean, random), mean, Normal(mean, random), full(Batch, time, dtype: type));
    }

    private static (ProcessPoint At, Tensor Answer) Asked(IProcess process, double time)
    {
        var example = Example(time);
        var at = new ProcessPoint(process.Noisy(example), example.Mean, time);
        return (at, process.AnswerOfPrior(at.Noisy, at.Mean, example.Time));
    }

    private static Tensor[] All(IProcess process, ProcessExample example)
    {
        var at = new ProcessPoint(example.Data, example.Mean, Times[1]);
        return
        [
            process.Center(example.Mean), process.Noisy(example), process.Deviation(example.Noise, example),
            process.AnswerOfPrior(example.Data, example.Mean, example.Time), process.Flow(example.Noise, at),
            process.Data(example.Noise, at)
        ];
    }

    private static Tensor Normal(Tensor like, Generator random) =>
        randn(like.shape, dtype: like.dtype, generator: random);
}
