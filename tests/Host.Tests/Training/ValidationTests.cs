using Melange.Host.Runs;
using Melange.Host.Training;

namespace Melange.Host.Tests.Training;

public sealed class ValidationTests
{
    [Fact]
    public void Measure_Again_IsTheSameNumber()
    {
        using var tiny = new TinyRun();
        using var training = Training(tiny);
        var validation = new Validation(training.Model, training.Options, training.Plan, CPU);

        var first = validation.Measure(3);
        manual_seed(99);
        rand(7);

        Assert.Equal(first, validation.Measure(3));
        Assert.True(training.Model.training);
    }

    [Theory]
    [InlineData("training.batchSize=1"), InlineData("training.segmentFrames=8"), InlineData("training.buckets=2")]
    [InlineData("training.accumulation=3"), InlineData("training.encoderSteps=0")]
    [InlineData("model.referenceDropout=0.9")] // no reference is dropped here
    public void Measure_OtherWayToTrain_AsksTheSame(string setting)
    {
        using var tiny = new TinyRun();
        using var one = Training(tiny);
        using var other = Training(tiny, setting);

        Assert.Equal(Measure(one), Measure(other));
    }

    [Fact]
    public void Measure_OtherSeedSameWeights_AsksTheSame()
    {
        using var tiny = new TinyRun();
        using var one = Training(tiny);
        using var other = Training(tiny, "seed=7");
        other.Model.load_state_dict(one.Model.state_dict());

        Assert.Equal(Measure(one), Measure(other));
    }

    [Fact]
    public void Measure_Weights_SumTheParts()
    {
        using var tiny = new TinyRun();
        using var training = Training(tiny, "training.lossWeights={ \"diffusion\": 2, \"prior\": 3, \"duration\": 5 }",
            "training.earlyLossWeights={ \"prior\": 100 }");

        var point = Measure(training);

        Assert.Equal(2 * point.Diffusion + 3 * point.Prior + 5 * point.Duration, point.Loss, 1e-9);
        Assert.All(new[] { point.Diffusion, point.Prior, point.Duration }, part => Assert.True(part > 0));
    }

    private static ValidationPoint Measure(TinyTraining training) =>
        new Validation(training.Model, training.Options, training.Plan, CPU).Measure(1);

    private static TinyTraining Training(TinyRun tiny, params string[] settings)
    {
        var options = tiny.Options(["training.validation={}", .. settings]);
        var training = new TinyTraining(options, TinyRun.Corpus(options));
        training.Model.train();
        return training;
    }
}
