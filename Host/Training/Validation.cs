using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Runs;

namespace Melange.Host.Training;

/// <summary>Measures the losses on held-out utterances, the same way for every variant, seed and step.</summary>
/// <remarks>
/// One utterance after the other, whole, with the reference that evaluation would choose; time and noise of each depend
/// on its place alone. So neither batch size, nor segments, nor the seed change what is asked, and no random state of
/// the training is touched. The estimator is asked before its own training begins as well: all points are comparable.
/// </remarks>
public sealed class Validation(SynthesisModel model, RunOptions options, BatchPlan plan, Device device)
{
    private const int SameForAll = 0; // not the trial's seed
    private readonly TrainingObjective objective = new(model);
    private readonly IReadOnlyList<EvaluationPair> pairs = EvaluationPairs.Choose(
        plan.Corpus, new() { Limit = options.Training.Validation?.Utterances ?? 1, Shown = 0 });

    /// <summary>Measures the model as it stands.</summary>
    /// <param name="step">Steps done.</param>
    public ValidationPoint Measure(int step)
    {
        using var off = no_grad();
        var wasTraining = model.training;
        model.eval();
        var mean = LossValues.Mean([.. pairs.Select(Losses)]);
        model.train(wasTraining);
        var weights = options.Training.LossWeights;
        var diffusion = mean.Diffusion ?? 0;
        var loss = weights.Diffusion * diffusion + weights.Prior * mean.Prior + weights.Duration * mean.Duration;
        return new(step, loss, diffusion, mean.Prior, mean.Duration);
    }

    private LossValues Losses(EvaluationPair pair, int index)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)SeedSequence.Derive(SameForAll, RandomUse.Validation, index), CPU);
        var batch = TrainingBatch.Of([pair.Target], [pair.Reference], [(0, pair.Target.Frames)], device);
        return LossValues.Of(objective.Losses(batch, withEstimator: true, random));
    }
}
