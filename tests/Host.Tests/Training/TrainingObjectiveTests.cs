using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Training;
using Melange.Testing;

namespace Melange.Host.Tests.Training;

public sealed class TrainingObjectiveTests
{
    private const string Soft = "model.estimator.gate.use=phoneme-fallback-soft";

    [Fact]
    public void Losses_GatesThatArePenalised_AddThePenaltyOfEverySite()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var (model, losses) = Losses(tiny, [Soft, "model.estimator.gate.penalty=3"]);

        var total = losses.Total();
        total.backward();

        Assert.Equal(6 * 3 * 0.25, losses.Penalty!.item<float>(), 1e-5); // absent 0.5 at six sites, present 1
        TensorAssert.Close(losses.Diffusion! + losses.Prior + losses.Duration + 4.5, total, 1e-5); // float32 sum
        var gradients = Absent(model).Select(absent => absent.grad!.mean().item<float>()).ToList();
        Assert.Equal(6, gradients.Count);
        Assert.All(gradients, gradient => Assert.True(gradient > 0.1, $"The penalty pulls with {gradient} only."));
    }

    [Fact]
    public void Losses_PenaltyOfZero_AddsNothing()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();

        Assert.Equal(0, Losses(tiny, [Soft]).Losses.Penalty!.item<float>());
    }

    [Fact]
    public void Losses_NoPartPenalised_HasNoPenalty()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();

        Assert.Null(Losses(tiny, []).Losses.Penalty);
    }

    [Fact]
    public void Losses_EncoderAlone_HasNoPenalty()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();

        var losses = Losses(tiny, [Soft, "model.estimator.gate.penalty=3"], withEstimator: false).Losses;

        Assert.Null(losses.Penalty);
        Assert.Null(losses.Diffusion);
    }

    [Fact]
    public void Losses_UtterancesWithoutTimes_AreThoseOfTheAlignmentThatTheEncoderFinds()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var options = tiny.Options("model.encoder.conditions=[\"speaker\"]");
        var corpus = Timeless.Corpus(options, oneIn: 2);
        using var model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        model.eval(); // without dropout, the same encoding twice
        var batch = new BatchPlan(corpus, options.Training, options.Seed).Batch(0, CPU);
        var aligner = new ReferenceAligner(model, CPU); // one speaker: target and reference have the same conditions
        var aligned = batch with
        {
            Targets = [.. batch.Targets.Select(aligner.Align)],
            References = [.. batch.References.Select(aligner.Align)]
        };

        var losses = Losses(model, batch, options);

        var expected = Losses(model, aligned, options);
        TensorAssert.Close(expected.Prior, losses.Prior, 1e-5); // float32 sums, padded and not
        TensorAssert.Close(expected.Duration, losses.Duration, 1e-5);
        TensorAssert.Close(expected.Diffusion!, losses.Diffusion!, 1e-4);
        Assert.Contains(batch.Targets, target => !target.IsAligned);
        Assert.Contains(batch.Targets.Concat(batch.References), utterance => utterance.IsAligned);
    }

    private static TrainingLosses Losses(SynthesisModel model, TrainingBatch batch, RunOptions options)
    {
        using var random = new Generator(1);
        return new TrainingObjective(model).Losses(batch, true, random);
    }

    private static (SynthesisModel Model, TrainingLosses Losses) Losses(
        TinyRun tiny, string[] settings, bool withEstimator = true)
    {
        var options = tiny.Options(settings);
        var corpus = TinyRun.Corpus(options);
        var model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        using (no_grad())
            foreach (var absent in Absent(model))
                absent.fill_(0.5);
        var batch = new BatchPlan(corpus, options.Training, options.Seed).Batch(0, CPU);
        using var random = new Generator(1);
        var objective = new TrainingObjective(model);
        return (model, objective.Losses(batch, withEstimator, random));
    }

    private static IEnumerable<Tensor> Absent(SynthesisModel model) => model.named_parameters()
        .Where(entry => entry.name.EndsWith("gate.absent", StringComparison.Ordinal))
        .Select(entry => (Tensor)entry.parameter);
}
