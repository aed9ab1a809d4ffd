using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Experiments;
using Melange.Host.Features;

namespace Melange.Host.Training;

/// <summary>Draws one held-out utterance as it is, as the encoder sees it, and as the sampler makes it.</summary>
/// <remarks>
/// The durations are the target's, so that a frame stands in the same place in all three. M mel bins, T frames, S
/// pixels a cell. The grey runs from the least to the greatest value of the target.
/// </remarks>
public sealed class MelPictures : IDisposable
{
    private const int CellPixels = 3;
    private readonly SynthesisModel model;
    private readonly RunOptions options;
    private readonly Device device;
    private readonly EvaluationPair pair;
    private readonly BatchAligner aligner;
    private readonly INoise noise;
    private readonly ISampler sampler;

    /// <summary>Chooses the utterance: the first that evaluation would.</summary>
    public MelPictures(SynthesisModel model, RunOptions options, BatchPlan plan, Device device)
    {
        (this.model, this.options, this.device) = (model, options, device);
        pair = EvaluationPairs.Choose(plan.Corpus, new() { Limit = 1, Shown = 0 })[0];
        aligner = new(model);
        noise = options.Synthesis.Noise.Build(new(options.Diffusion));
        sampler = options.Synthesis.Sampler.Build(new(options.Diffusion));
    }

    /// <summary>Draws the three with the model as it stands.</summary>
    /// <returns>Grey pictures by name, values in [0, 1], <c>[3, S·M, S·T]</c>; the caller's scope owns them.</returns>
    public IReadOnlyList<(string Name, Tensor Picture)> Draw()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var wasTraining = model.training;
        model.eval();
        var heard = aligner.References([pair.Reference], device);
        var batch = Collation.References(heard, device);
        var reference = model.Condition(batch);
        var (target, mean) = Spread([pair.Target], reference);                      // [1, M, T]
        var question = new EstimatorInput(mean, mean, zeros(1), target.Mask, target.PhonemeIds, reference);
        var made = Sample(question, batch, () => Spread(heard, reference).Mean);
        model.train(wasTraining);
        var range = (target.LogMel.min(), target.LogMel.max());
        var mels = new[] { ("mel/target", target.LogMel), ("mel/prior", mean), ("mel/synthesised", made) };
        return [.. mels.Select(mel => (mel.Item1, Grey(mel.Item2[0], range).MoveToOuterDisposeScope()))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in new object[] { sampler, noise })
            (part as IDisposable)?.Dispose();
    }

    private (TargetFrames Frames, Tensor Mean) Spread(
        IReadOnlyList<PreparedUtterance> spoken, ConditionedReference reference)
    {
        var phonemes = Collation.Phonemes(spoken, device);
        var encoded = model.Encoder.Encode(new(phonemes.Ids, phonemes.Mask, SynthesisModel.Averages(reference))).Mean;
        var whole = AlignedTargets.Of(BatchAligner.Targets(spoken, encoded), [(0, spoken[0].Frames)], device).Whole;
        return (whole, whole.Spread(encoded));
    }

    private Tensor Sample(EstimatorInput question, ReferenceBatch reference, Func<Tensor> referenceMean) // [1, M, T]
    {
        using var random = new Generator((ulong)SeedSequence.Derive(0, RandomUse.Validation), CPU);
        var start = question.Mean + noise.Draw(new(
            question.Mean, question.TargetMask, question.TargetPhonemes, reference, referenceMean, random));
        return sampler.Sample(new(start, question.Mean, question.TargetMask,
            (noisy, time) => model.Estimator.Score(question with { Noisy = noisy, Time = time }), random));
    }

    private static Tensor Grey(Tensor mel, (Tensor Low, Tensor High) range)         // [M, T] to [3, S·M, S·T]
    {
        using var scope = NewDisposeScope();
        var grey = ((mel - range.Low) / (range.High - range.Low)).clamp(0, 1).flip(0); // low bins below
        var cells = grey.repeat_interleave(CellPixels, 0).repeat_interleave(CellPixels, 1);
        return cells.unsqueeze(0).expand(3, -1, -1).cpu().MoveToOuterDisposeScope();
    }
}
