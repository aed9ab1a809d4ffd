using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Training;
using Melange.Testing;

namespace Melange.Host.Tests.Training;

public sealed class TrainingStepTests
{
    private const string NoDropout = "model.encoder={ \"dropout\": 0, \"prenetDropout\": 0 }";
    private const string NotClipped = "training.gradientNorm=1e9";

    [Fact]
    public void Take_TwoBatchesOfEqualLengths_HasTheGradientOfOneBigBatch()
    {
        using var tiny = new TinyRun();
        string[] settings = [NoDropout, NotClipped, "training.steps=9", "training.encoderSteps=8"]; // no noise
        using var halves = Training(tiny, [.. settings, "training.batchSize=2", "training.accumulation=2"]);
        using var whole = Training(tiny, [.. settings, "training.batchSize=4"]);

        var (split, joined) = (Gradients(halves, step: 0), Gradients(whole, step: 0));

        Assert.Equal(joined.Report.Losses.Prior, split.Report.Losses.Prior, 1e-5);
        Assert.Equal(joined.Report.Losses.Duration, split.Report.Losses.Duration, 1e-5);
        Assert.Equal(joined.Report.Frames, split.Report.Frames);
        Assert.NotEmpty(joined.Gradients);
        Assert.Equal(joined.Gradients.Keys, split.Gradients.Keys);
        foreach (var (name, gradient) in joined.Gradients) // float32 sums of 4 utterances in another order
            TensorAssert.Close(gradient, split.Gradients[name], 1e-5 * (1 + gradient.abs().max().item<float>()));
    }

    [Fact]
    public void Take_ThreeBatches_HasTheMeanOfTheirGradientsAndLosses()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        using var training = Training(tiny,
            [NoDropout, NotClipped, "training.batchSize=2", "training.accumulation=3", "training.encoderSteps=0"]);
        var objective = new TrainingObjective(training.Model);
        using var random = new Generator((ulong)SeedSequence.Derive(1, RandomUse.Noise, 2), CPU);
        var losses = new List<double>();
        foreach (var index in new[] { 6, 7, 8 })                                    // the third step's
        {
            var parts = objective.Losses(training.Plan.Batch(index, CPU), withEstimator: true, random);
            losses.Add(parts.Diffusion!.item<float>());
            (parts.Total() / 3).backward();
        }
        var expected = Gradients(training.Model);
        training.Model.zero_grad();

        var (report, gradients) = Gradients(training, step: 2);

        Assert.Equal(losses.Average(), report.Losses.Diffusion!.Value, 1e-6);
        foreach (var (name, gradient) in expected)
            TensorAssert.Close(gradient, gradients[name], 1e-6 * (1 + gradient.abs().max().item<float>()));
    }

    [Fact]
    public void Take_WeightsOfLosses_ScaleEachPart()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        string[] settings = [NoDropout, NotClipped, "training.encoderSteps=0"];
        using var plain = Training(tiny, settings);
        using var halved = Training(tiny, [.. settings,
            "training.lossWeights={ \"diffusion\": 0.5, \"prior\": 0.5, \"duration\": 0.5 }"]);
        using var early = Training(tiny, [.. settings,
            "training.earlyLossWeights={ \"diffusion\": 0, \"prior\": 1, \"duration\": 0 }"]);

        var (full, half, prior) = (Gradients(plain, 0), Gradients(halved, 0), Gradients(early, 0));

        foreach (var (name, gradient) in full.Gradients)
            TensorAssert.Close(gradient / 2, half.Gradients[name], 1e-6 * (1 + gradient.abs().max().item<float>()));
        Assert.All(prior.Gradients.Where(entry => entry.Key.StartsWith("estimator", StringComparison.Ordinal)),
            entry => Assert.False(entry.Value.ne(0).any().item<bool>(), $"{entry.Key} has a gradient."));
        Assert.Contains(prior.Gradients.Where(entry => entry.Key.StartsWith("encoder", StringComparison.Ordinal)),
            entry => entry.Value.ne(0).any().item<bool>());
    }

    // What the flow leads to is what is learned: the data of the same length and phonemes count for the prior alone.
    [Fact]
    public void BeginReflow_OtherMels_ChangeThePriorLossAlone()
    {
        using var tiny = new TinyRun();
        string[] settings = [NoDropout, "training.encoderSteps=0", "training.batchSize=2",
            """training.reflow={ "steps": 5, "sampler": { "use": "euler", "steps": 2 } }"""];

        var (before, beforeOthers) = (Losses(isLouder: false, isReflow: false), Losses(isLouder: true, isReflow: false));
        var (after, afterOthers) = (Losses(isLouder: false, isReflow: true), Losses(isLouder: true, isReflow: true));

        Assert.NotEqual(before.Diffusion, beforeOthers.Diffusion);
        Assert.NotEqual(before.Diffusion, after.Diffusion);
        Assert.Equal(after.Diffusion, afterOthers.Diffusion);
        Assert.NotEqual(after.Prior, afterOthers.Prior);

        LossValues Losses(bool isLouder, bool isReflow)
        {
            using var training = Training(tiny, settings);
            foreach (var target in training.Plan.Targets(0))
                target.Mel.Read().add_(isLouder ? 1 : 0);
            using var work = new TrainingStep(training.Model, training.Options, training.Plan, CPU);
            if (isReflow)
                work.BeginReflow(weights: null);
            return work.Take(0).Losses;
        }
    }

    [Fact]
    public void Pair_AnyNoise_IsItAtTheTemperatureAndTheMelOfTheFlowOfThatTime()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        using var training = Training(tiny, ["training.encoderSteps=0", """
            training.reflow={ "steps": 5, "temperature": 4, "sampler": { "use": "euler", "steps": 2 } }
            """]);
        var (model, options) = (training.Model, training.Options);
        using var teacher = new FlowTeacher(model, options, CPU, weights: null);
        using var random = new Generator(1);
        var question = model.ShortQuestion(Collation.References([training.Plan.Corpus.Training[0]], CPU), 12);
        var standard = randn(question.Mean.shape);
        model.eval();
        var expected = options.ReflowSamplerFor(model.Process)!.Sample(new(standard / 4, question.Mean,
            question.TargetMask, (x, time) => model.Estimator.Score(question with { Noisy = x, Time = time }), random));
        foreach (var weight in model.parameters())
            weight.zero_();

        var (noise, mel) = teacher.Pair(question, standard, random);

        TensorAssert.SameBits(standard / 4, noise);
        TensorAssert.SameBits(expected, mel);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Take_LossNotFinite_NamesTheBatchAndMovesNoWeight(int accumulation)
    {
        using var tiny = new TinyRun();
        using var training = Training(tiny, [
            $"training.accumulation={accumulation}", "training.batchSize=2", "training.averageDecay=0.9"]);
        var poisoned = training.Plan.Targets(accumulation - 1);                    // the last batch of the first step
        poisoned[0].Mel.Read().fill_(float.NaN);
        using var work = new TrainingStep(training.Model, training.Options, training.Plan, CPU);
        var before = TinyTraining.Bits(training.Model);

        var report = work.Take(0);

        Assert.Equal(poisoned.Select(target => target.Source.Id), report.Suspects);
        Assert.True(double.IsNaN(report.Losses.Prior));
        TinyTraining.AssertSameBits(before, TinyTraining.Bits(training.Model));
        Assert.All(work.Average!.Tensors, entry => Assert.True(entry.Value.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Take_LossFiniteGradientNot_NamesEveryUtteranceAndMovesNoWeight()
    {
        using var tiny = new TinyRun();
        using var training = Training(tiny, ["training.accumulation=2", "training.batchSize=2",
            "training.lossWeights={ \"prior\": 1e39 }"]);                           // no float32
        using var work = new TrainingStep(training.Model, training.Options, training.Plan, CPU);
        var before = TinyTraining.Bits(training.Model);

        var report = work.Take(0);

        Assert.True(report.Losses.IsFinite);
        Assert.Equal(training.Plan.Targets(0).Concat(training.Plan.Targets(1)).Select(target => target.Source.Id),
            report.Suspects);
        TinyTraining.AssertSameBits(before, TinyTraining.Bits(training.Model));
    }

    private static TinyTraining Training(TinyRun tiny, string[] settings)
    {
        var options = tiny.Options(settings);
        return new(options, PreparedCorpus.Of(EqualLengths(), options.Features));
    }

    private static (StepReport Report, Dictionary<string, Tensor> Gradients) Gradients(TinyTraining training, int step)
    {
        using var work = new TrainingStep(training.Model, training.Options, training.Plan, CPU);
        return (work.Take(step), Gradients(training.Model));
    }

    private static Dictionary<string, Tensor> Gradients(SynthesisModel model) => model.named_parameters()
        .Where(entry => entry.parameter.grad is not null)
        .ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());

    // Four speakers of two sentences each, so that every target has one reference only: 40 frames, 5 phonemes.
    private static List<Utterance> EqualLengths()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 8).Select(i => new Utterance($"u{i}", $"text {i % 2}", $"s{i / 2}", "calm",
            [.. Enumerable.Range(0, 40 * 256).Select(_ => random.NextSingle() - 0.5f)],
            [.. Enumerable.Range(0, 5).Select(p => $"p{(p + i) % 7}")],
            [.. Enumerable.Range(1, 5).Select(end => end * 0.128)], IsHeldOut: false))];
    }
}
