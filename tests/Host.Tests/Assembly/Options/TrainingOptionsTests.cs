using Melange.Host.Assembly.Options;

namespace Melange.Host.Tests.Assembly.Options;

public sealed class TrainingOptionsTests
{
    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        var options = new TrainingOptions();

        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void Validated_EveryRuleBroken_ListsAll()
    {
        var options = new TrainingOptions
        {
            Steps = 0,
            EncoderSteps = 1,
            BatchSize = 0,
            Accumulation = 0,
            Buckets = 0,
            SegmentFrames = 3,
            LearningRate = double.NaN,
            WarmUpSteps = -1,
            CoolDownSteps = 1,
            WeightDecay = -0.1,
            GradientNorm = 0,
            AverageDecay = 1,
            CheckpointSteps = 0,
            KeepLast = 0,
            KeepSteps = [3, 0],
            LogSteps = 0,
            ConsoleSteps = 0
        };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal(
            [
                "Steps must be at least 1, but was 0.",
                "EncoderSteps must be at least 0 and below Steps = 0, but was 1.",
                "BatchSize must be at least 1, but was 0.", "Accumulation must be at least 1, but was 0.",
                "Buckets must be at least 1, but was 0.", "SegmentFrames must be at least 4, but was 3.",
                "LearningRate must be above 0, but was NaN.", "WarmUpSteps must be at least 0, but was -1.",
                "CoolDownSteps must be at least 0 and at most Steps = 0, but was 1.",
                "WeightDecay must be at least 0, but was -0.1.", "GradientNorm must be above 0, but was 0.",
                "AverageDecay must be at least 0 and below 1, but was 1.",
                "CheckpointSteps must be at least 1, but was 0.", "KeepLast must be at least 1, but was 0.",
                "KeepSteps must each be at least 1, but was [3, 0].", "LogSteps must be at least 1, but was 0.",
                "ConsoleSteps must be at least 1, but was 0."
            ],
            thrown.Problems);
    }

    [Fact]
    public void Validated_CoolDownOfACosine_Throws()
    {
        var options = new TrainingOptions { RateSchedule = RateSchedule.Cosine, CoolDownSteps = 20 };

        var thrown = Assert.Throws<OptionsException>(options.Validated);

        Assert.Equal("CoolDownSteps must be left out where RateSchedule is cosine, but was 20.", thrown.Message);
    }

    [Theory]
    [InlineData(0, "training.reflow.steps must be at least 1, but was 0.")]
    [InlineData(4, "training.reflow must be of fewer than the 4 steps that train the estimator, but was 4.")]
    public void Bind_ReflowOfNoneOrAllSteps_IsRefused(int steps, string message)
    {
        using var tiny = new TinyRun();

        var fault = Assert.Throws<FaultException>(() => tiny.Options(
            $$"""training.reflow={ "steps": {{steps}}, "sampler": { "use": "heun" } }""")).Faults.Single();

        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void Bind_SectionsOfTraining_AreThereOnlyWhereTheConfigHasThem()
    {
        using var tiny = new TinyRun();

        var plain = tiny.Options().Training;
        var watched = tiny.Options(
            "training.validation={}", "training.tensorboard.pictureSteps=7", "training.lossWeights.prior=0.5",
            "training.earlyLossWeights={ \"steps\": 9 }").Training;

        Assert.Null(plain.Validation);
        Assert.Null(plain.Tensorboard);
        Assert.Null(plain.EarlyLossWeights);
        Assert.Equal(new ValidationOptions(), watched.Validation);
        Assert.Equal(new TensorboardOptions { PictureSteps = 7 }, watched.Tensorboard);
        Assert.Equal(new LossWeights { Prior = 0.5 }, watched.LossWeights);
        Assert.Equal(new EarlyLossWeights { Steps = 9 }, watched.EarlyLossWeights);
    }

    [Fact]
    public void Bind_BrokenSections_NamesEveryKey()
    {
        using var tiny = new TinyRun();

        var faults = Assert.Throws<FaultException>(() => tiny.Options(
            "training.validation={ \"everySteps\": 0, \"utterances\": 0 }",
            "training.tensorboard={ \"everySteps\": 0, \"pictureSteps\": -1 }",
            "training.lossWeights={ \"diffusion\": -1, \"prior\": -2, \"duration\": -3 }",
            "training.earlyLossWeights={ \"steps\": 0, \"diffusion\": -1, \"prior\": -2, \"duration\": -3 }",
            "precision=float16", "training.rateSchedule=linear")).Faults;

        Assert.Equal(
            [
                "training.validation.everySteps must be at least 1, but was 0.",
                "training.validation.utterances must be at least 1, but was 0.",
                "training.tensorboard.everySteps must be at least 1, but was 0.",
                "training.tensorboard.pictureSteps must be at least 0, but was -1.",
                "training.lossWeights.diffusion must be at least 0, but was -1.",
                "training.lossWeights.prior must be at least 0, but was -2.",
                "training.lossWeights.duration must be at least 0, but was -3.",
                "training.earlyLossWeights.steps must be at least 1, but was 0.",
                "training.earlyLossWeights.diffusion must be at least 0, but was -1.",
                "training.earlyLossWeights.prior must be at least 0, but was -2.",
                "training.earlyLossWeights.duration must be at least 0, but was -3.",
                "training.rateSchedule must be one of constant, cosine, but was 'linear'.",
                "precision must be one of float32, bfloat16, but was 'float16'. Did you mean 'bfloat16'?"
            ],
            faults.Select(fault => fault.Message));
    }

    [Fact]
    public void Validated_NoLossAtAll_Throws()
    {
        var weights = new LossWeights { Diffusion = 0, Prior = 0, Duration = 0 };

        var thrown = Assert.Throws<OptionsException>(weights.Validated);

        Assert.Equal("Diffusion, Prior or Duration must be above 0, but all were 0.", thrown.Message);
    }
}
