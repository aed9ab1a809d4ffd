using Melange.Host.Training;
using Melange.Testing;
using static TorchSharp.torch.nn;

namespace Melange.Host.Tests.Training;

public sealed class LowPrecisionEstimatorTests
{
    // bfloat16 keeps 8 bits: 0.4 % a number, and errors of a few dozen layers add up.
    private const double LossTolerance = 0.03, DirectionTolerance = 0.05, NormTolerance = 0.1;

    // Why: melange.runsettings.
    [Theory, InlineData("ONEDNN_MAX_CPU_ISA"), InlineData("MKL_ENABLE_INSTRUCTIONS")]
    public void Tests_InBfloat16_StayOffTiles(string limit) =>
        Assert.StartsWith("AVX512", Environment.GetEnvironmentVariable(limit));

    [Theory]
    [InlineData("model.estimator.attention.use=f2f"), InlineData("model.estimator.attention.use=f2b")]
    [InlineData("model.estimator.attention.use=linear"), InlineData("model.estimator.gate.use=always")]
    [InlineData("model.estimator.gate.use=phoneme-fallback-soft"), InlineData("model.estimator.prediction=score")]
    [InlineData("model.estimator.padding=as-published"), InlineData("model.estimator.ending=residual-mask-norm")]
    [InlineData("model.estimator={ \"dim\": 32 }")] // channels last
    public void Score_EveryDesign_LossAndGradientsAreNearThoseOfFloat32(string setting)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var options = tiny.Options(
            setting, "model.encoder={ \"dropout\": 0, \"prenetDropout\": 0 }", "training.batchSize=4");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));
        using var low = LowPrecisionEstimator.Of(training.Model, options, CPU);
        low.TakeWeights();

        var exact = LossAndGradient(training, null);
        training.Model.zero_grad();
        var rounded = LossAndGradient(training, low);

        Assert.InRange(rounded.Loss / exact.Loss, 1 - LossTolerance, 1 + LossTolerance);
        var direction = functional.cosine_similarity(exact.Gradient, rounded.Gradient, 0).item<double>();
        Assert.InRange(direction, 1 - DirectionTolerance, 1 + 1e-9);
        Assert.InRange((rounded.Gradient.norm() / exact.Gradient.norm()).item<double>(),
            1 - NormTolerance, 1 + NormTolerance);
        Assert.NotEqual(exact.Loss, rounded.Loss);                                  // something was rounded
    }

    [Fact]
    public void HandOverGradients_TwoBatches_AddUpInFloat32()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var options = tiny.Options("model.encoder={ \"dropout\": 0, \"prenetDropout\": 0 }");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));
        using var low = LowPrecisionEstimator.Of(training.Model, options, CPU);
        low.TakeWeights();

        var once = LossAndGradient(training, low).Gradient;
        var twice = LossAndGradient(training, low).Gradient;                        // not zeroed between them

        TensorAssert.Close(once * 2, twice, 1e-6 * once.abs().max().item<double>());
    }

    [Fact]
    public void Take_Bfloat16_TrainsTheFloat32WeightsAndKeepsThemSo()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            "training.precision=bfloat16", "training.encoderSteps=0", "training.averageDecay=0.9");
        var corpus = TinyRun.Corpus(options);
        using var training = new TinyTraining(options, corpus);
        var fresh = TinyTraining.Bits(training.Model);

        var first = training.Run($"{tiny.Folder}/first");
        var second = TinyTraining.Train(options, corpus, $"{tiny.Folder}/second");

        TinyTraining.AssertSameBits(TinyTraining.Bits(training.Model), second);
        var exact = TinyTraining.Train(
            tiny.Options("training.encoderSteps=0", "training.averageDecay=0.9"), corpus, $"{tiny.Folder}/exact");
        Assert.False(exact["estimator.toScore.weight"].SequenceEqual(second["estimator.toScore.weight"]));
        Assert.All(training.Model.parameters(), weight => Assert.Equal(ScalarType.Float32, weight.dtype));
        Assert.Empty(fresh.Where(entry => entry.Value.SequenceEqual(second[entry.Key])).Select(entry => entry.Key));
        Assert.All(first.Losses, point => Assert.True(double.IsFinite(point.Diffusion!.Value)));
    }

    [Fact]
    public void Take_Repeated_LeavesNoTensorBehind()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options("training.precision=bfloat16", "training.encoderSteps=0", "training.accumulation=2");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));
        using var work = new TrainingStep(training.Model, options, training.Plan, CPU);
        var step = 0;

        TensorAssert.NoneLeftBehind(() => work.Take(step++));
    }

    private static (double Loss, Tensor Gradient) LossAndGradient(TinyTraining training, LowPrecisionEstimator? low)
    {
        using var random = new Generator(1);
        var objective = new TrainingObjective(training.Model, new DiffusionProcess(new NoiseSchedule()), low);
        var losses = objective.Losses(training.Plan.Batch(0, CPU), withEstimator: true, random);
        losses.Diffusion!.backward();
        low?.HandOverGradients();
        var gradients = training.Model.named_parameters()
            .Where(entry => entry.parameter.grad is not null)
            .Select(entry => entry.parameter.grad!.flatten());
        return (losses.Diffusion!.item<float>(), cat([.. gradients]).to(float64));
    }
}
