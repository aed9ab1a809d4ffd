using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Starts sampling from the diffused reference's own noise, under target frames of the same phoneme.</summary>
/// <remarks>
/// The reference at time τ is x_τ = c + (x_r − c)·Decay(τ) + ε·Spread(τ), ε standard normal; its own noise is x_τ − c.
/// Under <c>grad-tts</c> c is μ_r, the decay e^(−½∫β) and the spread √(1 − e^(−∫β)), ∫β from 0 to τ; under
/// <c>flow-matching</c> c is 0, and nothing of the reference is left at time 1. A target frame whose phoneme occurs in
/// the reference takes a frame of that noise: run k of the phoneme takes its run k mod n of n in the reference,
/// stretched to the run's length by the nearest frame before. Any other frame takes standard normal noise. All is
/// divided by Temperature, and zero outside the target mask. Source: the project's own notes on phoneme-level style
/// transfer ("noise mode"); x_τ as in Popov et al. 2021 (Grad-TTS), eq. 9 and 10.
/// </remarks>
public sealed class ReferenceNoise : INoise
{
    private readonly ReferenceNoiseOptions options;
    private readonly IProcess process;

    /// <summary>Creates the noise for a process.</summary>
    /// <exception cref="OptionsException">An option breaks its rules.</exception>
    public ReferenceNoise(ReferenceNoiseOptions options, NoiseContext context)
    {
        this.options = options.Validated();
        process = context.Process;
    }

    /// <inheritdoc/>
    public Tensor Draw(NoiseInput input)
    {
        CheckTarget(input);
        CheckReference(input.Reference, input.Mean.shape[0], input.Mean.shape[1]);

        using var scope = NewDisposeScope();
        var frames = Frames(input).to(input.Mean.device).unsqueeze(1);               // [B, 1, T]
        var own = OwnNoise(input);                                                   // [B, M, R]
        var others = Normal(input.Mean, input.Random);                               // [B, M, T]
        var taken = own.gather(2, frames.clamp_min(0).expand(others.shape));         // [B, M, T]
        var noise = where(frames.ge(0), taken, others) / options.Temperature;
        return (noise * input.TargetMask.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    private Tensor OwnNoise(NoiseInput input)
    {
        var logMel = input.Reference.LogMel;
        var referenceMean = input.ReferenceMean();
        HasShape(referenceMean, "B M R", logMel.shape);
        return (logMel - process.Center(referenceMean)) * process.Decay(options.Time)
            + Normal(logMel, input.Random) * process.Spread(options.Time);           // [B, M, R]
    }

    private static Tensor Normal(Tensor like, Generator random) =>
        randn(like.shape, dtype: like.dtype, generator: random).to(like.device);

    // Reference frame of each target frame, or None, int64 [B, T].
    private static Tensor Frames(NoiseInput input)
    {
        var target = Phonemes(input.TargetPhonemes, input.TargetMask);
        var reference = Phonemes(input.Reference.Phonemes, input.Reference.Mask);
        return stack([.. target.Zip(reference, (wanted, offered) => tensor(PhonemeFrames.Taken(wanted, offered)))]);
    }

    // Phoneme of each frame of each item; null in padding.
    private static IEnumerable<long?[]> Phonemes(Tensor phonemes, Tensor mask)
    {
        var (ids, valid) = (phonemes.cpu().contiguous(), mask.cpu().contiguous());
        return ids.data<long>().Zip(valid.data<bool>(), (id, isReal) => isReal ? id : (long?)null)
            .Chunk((int)ids.shape[1]);
    }

    private static void CheckTarget(NoiseInput input)
    {
        var (mean, targetMask, targetPhonemes) = (input.Mean, input.TargetMask, input.TargetPhonemes);
        HasShape(mean, "B M T", [Any, Any, Any]);
        HasShape(targetMask, "B T", [mean.shape[0], mean.shape[2]]);
        HasShape(targetPhonemes, "B T", targetMask.shape);
    }

    private static void CheckReference(ReferenceBatch reference, long batch, long bins)
    {
        HasShape(reference.LogMel, "B M R", [batch, bins, Any]);
        HasEntries(reference.LogMel);
        HasShape(reference.Mask, "B R", [batch, reference.LogMel.shape[2]]);
        HasShape(reference.Phonemes, "B R", reference.Mask.shape);
    }
}
