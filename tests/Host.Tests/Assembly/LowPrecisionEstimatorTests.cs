using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Tests.Training;
using Melange.Host.Training;
using Melange.Testing;
using static TorchSharp.torch.nn;

namespace Melange.Host.Tests.Assembly;

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
        using var low = new LowPrecisionEstimator(training.Model, options, CPU);

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
        using var low = new LowPrecisionEstimator(training.Model, options, CPU);

        var once = LossAndGradient(training, low).Gradient;
        var twice = LossAndGradient(training, low).Gradient;                        // not zeroed between them

        TensorAssert.Close(once * 2, twice, 1e-6 * once.abs().max().item<double>());
    }

    [Fact]
    public void Take_Bfloat16_TrainsTheFloat32WeightsAndKeepsThemSo()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            "precision=bfloat16", "training.encoderSteps=0", "training.averageDecay=0.9");
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
        var options = tiny.Options("precision=bfloat16", "training.encoderSteps=0", "training.accumulation=2");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));
        using var work = new TrainingStep(training.Model, options, training.Plan, CPU);
        var step = 0;

        TensorAssert.NoneLeftBehind(() => work.Take(step++));
    }

    [Fact]
    public void Score_WeightsOfTheParts_AreBfloat16ButWhatTheyKeep()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options("model.estimator.ending=residual-mask-norm");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));
        var estimator = training.Model.EstimatorWeights!;

        Bfloat16Cast.Weights(estimator);

        string[] kept = ["time.", ".fromTime.", ".norm.", "rezero."];
        Assert.All(estimator.named_parameters(), entry => Assert.Equal(
            kept.Any(entry.name.Contains) ? ScalarType.Float32 : ScalarType.BFloat16, entry.parameter.dtype));
    }

    [Theory, InlineData("f2f"), InlineData("f2b"), InlineData("linear")]
    public void Score_BesideFloat32_IsWithinAHundredthOfIt(string attention)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var tiny = new TinyRun();
        var options = tiny.Options($"model.estimator.attention.use={attention}",
            "model.estimator={ \"dim\": 32, \"prediction\": \"correction\", \"rezeroStart\": 1 }");
        var corpus = TinyRun.Corpus(options);
        using var training = new TinyTraining(options, corpus);
        training.Model.eval();
        using var low = new LowPrecisionEstimator(training.Model, options, CPU);
        var question = training.Model.ShortQuestion(Collation.References([corpus.Training[0]], CPU), 11);
        question = question with { Noisy = randn(question.Mean.shape, generator: new Generator(3)) };
        var probe = new RecordingProbe();

        var exact = training.Model.Estimator.Score(question);
        var rounded = low.Score(question with { Probe = probe });

        Assert.Equal(ScalarType.Float32, rounded.dtype);
        var apart = ((rounded - exact).square().mean() / exact.square().mean()).sqrt().item<float>();
        Assert.InRange(apart, 1e-6, 0.01);                                          // it was rounded, and by that alone
        Assert.All(probe.Taken.Values, value => Assert.NotEqual(ScalarType.BFloat16, value.dtype));
    }

    [Fact]
    public void Try_EstimatorOfFloat32Alone_SaysSoAndWhy()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options();
        var corpus = TinyRun.Corpus(options);
        using var training = new TinyTraining(options, corpus);
        options = options with
        {
            Model = options.Model with { Estimator = new("mine", _ => new Float32Estimator()) }
        };
        using var low = new LowPrecisionEstimator(training.Model, options, CPU);

        var fault = Assert.Throws<FaultException>(
            () => low.Try(Collation.References([corpus.Training[0]], CPU))).Faults[0].Message;

        Assert.StartsWith("precision must be float32 for these parts, but was 'bfloat16': ", fault);
        Assert.Contains("BFloat16", fault);
    }

    private sealed class Float32Estimator : IEstimator
    {
        public Tensor Score(EstimatorInput input)
        {
            using var scope = NewDisposeScope();
            var bins = input.Noisy.shape[1];
            return functional.conv1d(input.Noisy, zeros(bins, bins, 1)).MoveToOuterDisposeScope();
        }
    }

    private static (double Loss, Tensor Gradient) LossAndGradient(TinyTraining training, LowPrecisionEstimator? low)
    {
        using var random = new Generator(1);
        var objective = new TrainingObjective(training.Model, low);
        var losses = objective.Losses(training.Plan.Batch(0, CPU), withEstimator: true, random);
        losses.Diffusion!.backward();
        low?.HandOverGradients();
        var gradients = training.Model.named_parameters()
            .Where(entry => entry.parameter.grad is not null)
            .Select(entry => entry.parameter.grad!.flatten());
        return (losses.Diffusion!.item<float>(), cat([.. gradients]).to(float64));
    }
}
