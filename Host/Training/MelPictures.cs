using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
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
    private readonly Device device;
    private readonly EvaluationPair pair;
    private readonly ISampler sampler;
    private readonly INoise noise;
    private readonly BatchAligner aligner;

    /// <summary>Chooses the utterance: the first that evaluation would.</summary>
    public MelPictures(SynthesisModel model, RunOptions options, BatchPlan plan, Device device)
    {
        (this.model, this.device, aligner) = (model, device, new(model));
        pair = EvaluationPairs.Choose(plan.Corpus, new() { Limit = 1, Shown = 0 })[0];
        sampler = options.SamplerFor(model.Process);
        noise = options.NoiseFor(model.Process);
    }

    /// <summary>Draws the three with the model as it stands.</summary>
    /// <returns>Grey pictures by name, values in [0, 1], <c>[3, S·M, S·T]</c>; the caller's scope owns them.</returns>
    public IReadOnlyList<(string Name, Tensor Picture)> Draw()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var wasTraining = model.training;
        model.eval();
        var spoken = aligner.References([pair.Reference], device);
        var reference = Collation.References(spoken, device);
        var condition = model.Condition(reference);
        var byPhoneme = Encode([pair.Target], condition);
        var target = Frames(BatchAligner.Targets([pair.Target], byPhoneme));
        var mean = target.Spread(byPhoneme);                                        // [1, M, T]
        var question = new EstimatorInput(mean, mean, zeros(1), target.Mask, target.PhonemeIds, condition);
        var made = Sample(question, reference, () => Frames(spoken).Spread(Encode(spoken, condition)));
        model.train(wasTraining);
        var range = (target.LogMel.min(), target.LogMel.max());
        var mels = new[] { ("mel/target", target.LogMel), ("mel/prior", mean), ("mel/synthesised", made) };
        return [.. mels.Select(mel => (mel.Item1, Grey(mel.Item2[0], range).MoveToOuterDisposeScope()))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (sampler as IDisposable)?.Dispose();
        (noise as IDisposable)?.Dispose();
    }

    private Tensor Encode(IReadOnlyList<PreparedUtterance> utterances, ConditionedReference condition) // [1, M, P]
    {
        var (ids, mask) = Collation.Phonemes(utterances, device);
        return model.Encoder.Encode(new(ids, mask, SynthesisModel.Averages(condition))).Mean;
    }

    private TargetFrames Frames(IReadOnlyList<PreparedUtterance> aligned) =>
        Collation.Targets(aligned, [(0, aligned[0].Frames)], device);

    private Tensor Sample(EstimatorInput question, ReferenceBatch reference, Func<Tensor> referenceMean) // [1, M, T]
    {
        using var random = new Generator((ulong)SeedSequence.Derive(0, RandomUse.Validation), CPU);
        var drawn = noise.Draw(new(
            question.Mean, question.TargetMask, question.TargetPhonemes, reference, referenceMean, random));
        var start = model.Process.Center(question.Mean) + drawn;                    // [1, M, T]
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
