using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Features;

namespace Melange.Host.Training;

/// <summary>Computes the losses of Grad-TTS for one batch.</summary>
/// <remarks>
/// Prior, duration and diffusion loss, summed; the last is the mean square of the process' deviation over real values.
/// Source: Popov et al. 2021 (Grad-TTS), section 3.2, eq. 13 to 15. Targets
/// without times are aligned by the very encoding that the losses are taken of.
/// </remarks>
/// <param name="model">The weights.</param>
/// <param name="estimator">Estimates in the place of the model's own where not null.</param>
public sealed class TrainingObjective(SynthesisModel model, IEstimator? estimator = null)
{
    private const double EarliestTime = 1e-5; // as the official code: at t = 0 the score has no limit
    private readonly BatchAligner aligner = new(model);

    /// <summary>Says which mel each noise belongs to; null where the data do, until reflow.</summary>
    internal FlowTeacher? Teacher { get; set; }

    /// <summary>Computes the losses.</summary>
    /// <param name="batch">Targets and references.</param>
    /// <param name="withEstimator">Whether the estimator is trained in this step.</param>
    /// <param name="random">Draws diffusion times and noise.</param>
    public TrainingLosses Losses(TrainingBatch batch, bool withEstimator, Generator random)
    {
        var device = batch.Phonemes.device;
        var references = aligner.References(batch.References, device);
        var reference = model.Condition(Collation.References(references, device));
        var text = new TextBatch(batch.Phonemes, batch.PhonemeMask, SynthesisModel.Averages(reference));
        var encoded = model.Encoder.Encode(text);
        var targets = AlignedTargets.Of(BatchAligner.Targets(batch.Targets, encoded.Mean), batch.Pieces, device);
        return new(
            PriorLoss(targets.Whole.Spread(encoded.Mean), targets.Whole),
            DurationLoss(encoded.LogDurations, batch.PhonemeMask, targets.Durations),
            withEstimator ? DiffusionLoss(encoded.Mean, targets.Segment, reference, random) : null,
            withEstimator ? model.Penalty() : null);
    }

    private static Tensor PriorLoss(Tensor mean, TargetFrames target)
    {
        using var scope = NewDisposeScope();
        var error = (target.LogMel - mean).square() + Math.Log(2 * Math.PI);        // [B, M, T]
        var mask = target.Mask.unsqueeze(1).to(mean.dtype);                         // [B, 1, T]
        return ((error * mask).sum() * 0.5 / (mask.sum() * mean.shape[1])).MoveToOuterDisposeScope();
    }

    private static Tensor DurationLoss(Tensor logDurations, Tensor phonemeMask, Tensor durations)
    {
        using var scope = NewDisposeScope();
        var mask = phonemeMask.to(logDurations.dtype);                              // [B, P]
        var error = (logDurations - durations.clamp_min(1).log()) * mask;
        return (error.square().sum() / mask.sum()).MoveToOuterDisposeScope();
    }

    private Tensor DiffusionLoss(
        Tensor meanByPhoneme, TargetFrames target, ConditionedReference reference, Generator random)
    {
        using var scope = NewDisposeScope();
        var mask = target.Mask.unsqueeze(1).to(meanByPhoneme.dtype);                // [B, 1, S]
        var mean = target.Spread(meanByPhoneme);                                    // [B, M, S]
        var device = mean.device;
        var time = rand([mean.shape[0]], generator: random).clamp_(EarliestTime, 1 - EarliestTime).to(device);
        var drawn = randn(mean.shape, generator: random).to(device) * mask;
        var known = Kept(reference, random);
        var question = new EstimatorInput(mean, mean, time, target.Mask, target.PhonemeIds, known);
        var (noise, data) = Teacher?.Pair(question, drawn, random) ?? (drawn, target.LogMel); // [B, M, S]
        var example = new ProcessExample(data, mean, noise, time);
        var noisy = model.Process.Noisy(example) * mask;                            // [B, M, S]
        var answer = (estimator ?? model.Estimator).Score(question with { Noisy = noisy });
        var error = model.Process.Deviation(answer, example) * mask;
        return (error.square().sum() / (mask.sum() * mean.shape[1])).MoveToOuterDisposeScope();
    }

    // In training the estimator alone loses the reference, since guidance blends two scores around one mu: Ho and
    // Salimans 2022, algorithm 1.
    private ConditionedReference Kept(ConditionedReference reference, Generator random)
    {
        if (model.ReferenceDropout == 0 || !model.training)
            return reference;
        var dropped = rand([reference.Mask.shape[0]], generator: random).lt(model.ReferenceDropout); // [B]
        return model.WithoutReference(reference, dropped.to(reference.Mask.device));
    }
}
