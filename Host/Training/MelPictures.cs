using Melange.Host.Assembly;
using Melange.Host.Experiments;

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
    private readonly ISampler sampler;

    /// <summary>Chooses the utterance: the first that evaluation would.</summary>
    public MelPictures(SynthesisModel model, RunOptions options, BatchPlan plan, Device device)
    {
        (this.model, this.options, this.device) = (model, options, device);
        pair = EvaluationPairs.Choose(plan.Corpus, new() { Limit = 1, Shown = 0 })[0];
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
        var batch = Collation.Batch([pair.Target], [pair.Reference], [(0, pair.Target.Frames)], device);
        var reference = model.Condition(batch.Reference);
        var text = new TextBatch(batch.Phonemes, batch.PhonemeMask, SynthesisModel.Averages(reference));
        var mean = batch.Target.Spread(model.Encoder.Encode(text).Mean);            // [1, M, T]
        var made = Sample(new(mean, mean, zeros(1), batch.Target.Mask, batch.Target.PhonemeIds, reference));
        model.train(wasTraining);
        var range = (batch.Target.LogMel.min(), batch.Target.LogMel.max());
        var mels = new[] { ("mel/target", batch.Target.LogMel), ("mel/prior", mean), ("mel/synthesised", made) };
        return [.. mels.Select(mel => (mel.Item1, Grey(mel.Item2[0], range).MoveToOuterDisposeScope()))];
    }

    /// <inheritdoc/>
    public void Dispose() => (sampler as IDisposable)?.Dispose();

    private Tensor Sample(EstimatorInput question)                                  // [1, M, T]
    {
        using var random = new Generator((ulong)SeedSequence.Derive(0, RandomUse.Validation), CPU);
        var noise = randn(question.Mean.shape, generator: random).to(device) / options.Synthesis.Temperature;
        return sampler.Sample(new(question.Mean + noise, question.Mean, question.TargetMask,
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
