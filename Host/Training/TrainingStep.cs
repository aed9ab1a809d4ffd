using System.Diagnostics;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using TorchSharp.Modules;

namespace Melange.Host.Training;

/// <summary>Takes the steps of one training: gradients of some batches, their mean, a move of the weights.</summary>
/// <remarks>All randomness of a step is derived from the seed and the step.</remarks>
public sealed class TrainingStep : IDisposable
{
    private readonly SynthesisModel model;
    private readonly RunOptions options;
    private readonly TrainingOptions training;
    private readonly BatchPlan plan;
    private readonly Device device;
    private readonly LowPrecisionEstimator? lowPrecision;
    private readonly TrainingObjective objective;

    /// <summary>Prepares optimiser, averages and precision as the options say.</summary>
    public TrainingStep(SynthesisModel model, RunOptions options, BatchPlan plan, Device device)
    {
        (this.model, this.options, this.plan, this.device) = (model, options, plan, device);
        training = options.Training;
        Optimiser = (AdamW)optim.AdamW(
            model.named_parameters(), training.LearningRate, weight_decay: training.WeightDecay);
        Average = training.AverageDecay > 0 ? new(model, training.AverageDecay) : null;
        lowPrecision = LowPrecisionEstimator.For(model, options, device);
        objective = new(model, lowPrecision);
    }

    /// <summary>The optimiser of all weights.</summary>
    public AdamW Optimiser { get; }

    /// <summary>The averaged weights; null where none are asked for.</summary>
    public WeightAverage? Average { get; }

    /// <summary>From the next step on, learns the flow that was learned so far.</summary>
    /// <param name="weights">Reads the weights that reflow began with, by name; null for those of now, averaged ones
    /// where there are any.</param>
    public void BeginReflow(Func<IReadOnlyDictionary<string, Tensor>>? weights)
    {
        using var lent = weights is null ? Average?.Lent() : null;
        objective.Teacher = new(model, options, device, weights);
    }

    /// <summary>Takes a step; no weight moves where a loss or gradient is not finite.</summary>
    /// <param name="step">Step, from 0.</param>
    public StepReport Take(int step)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        using var random = Seeded(step);
        var rate = LearningRate.At(step, training);
        foreach (var group in Optimiser.ParamGroups)
            group.LearningRate = rate;
        lowPrecision?.TakeWeights();
        Optimiser.zero_grad();
        var batches = Enumerable.Range(0, training.Accumulation)
            .Select(i => Backward(step, (long)step * training.Accumulation + i, random)).ToList();
        var reached = model.parameters().Where(parameter => parameter.grad is not null);
        var norm = nn.utils.clip_grad_norm_(reached, training.GradientNorm);
        var suspects = Suspects(batches, norm);
        if (suspects.Count == 0)
        {
            Optimiser.step();
            Average?.Update(step);
        }
        return new(step + 1, LossValues.Mean([.. batches.Select(batch => batch.Losses)]), norm, rate,
            batches.Sum(batch => batch.Frames), clock.Elapsed.TotalSeconds, suspects)
        {
            Blame = suspects.Count == 0 ? "" : batches.All(batch => batch.Losses.IsFinite)
                ? DivergenceBlame.OfGradients(model)
                : DivergenceBlame.OfValues(() => Forward(step))
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        objective.Teacher?.Dispose();
        lowPrecision?.Dispose();
        Average?.Dispose();
        Optimiser.Dispose();
    }

    private (long Batch, LossValues Losses, long Frames) Backward(int step, long index, Generator random)
    {
        using var scope = NewDisposeScope();
        var batch = plan.Batch(index, device);
        var losses = objective.Losses(batch, withEstimator: step >= training.EncoderSteps, random);
        var share = losses.Total(LossWeighting.At(step, training)) / training.Accumulation;
        share.backward();
        lowPrecision?.HandOverGradients();
        return (index, LossValues.Of(losses), batch.Pieces.Sum(piece => piece.Length));
    }

    private void Forward(int step)
    {
        using var scope = NewDisposeScope();
        using var random = Seeded(step);
        for (var i = 0; i < training.Accumulation; i++)
            objective.Losses(plan.Batch((long)step * training.Accumulation + i, device),
                withEstimator: step >= training.EncoderSteps, random);
    }

    // Every random number of a step comes from here: dropout's from the library's own generator.
    private Generator Seeded(int step)
    {
        manual_seed(SeedSequence.Derive(options.DrawnFrom, RandomUse.Dropout, step));
        return new Generator((ulong)SeedSequence.Derive(options.DrawnFrom, RandomUse.Noise, step), CPU);
    }

    private List<string> Suspects(List<(long Batch, LossValues Losses, long Frames)> batches, double norm)
    {
        var broken = batches.Where(batch => !batch.Losses.IsFinite).ToList();
        var suspected = broken.Count > 0 ? broken : double.IsFinite(norm) ? [] : batches;
        return [.. suspected.SelectMany(batch => plan.Targets(batch.Batch)).Select(target => target.Source.Id)];
    }
}
