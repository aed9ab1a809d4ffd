namespace Melange;

/// <summary>Draws the noise that sampling starts from: x at time 1 is the process' centre plus it.</summary>
public interface INoise
{
    /// <summary>Draws the noise of one batch.</summary>
    /// <param name="input">The prior mean, the phonemes of both sides, the reference, and the randomness.</param>
    /// <returns>Noise around the centre, zero outside the target mask, <c>[B, M, T]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    Tensor Draw(NoiseInput input);
}

/// <summary>What a source of noise is built for.</summary>
/// <param name="Schedule">The noise schedule of the run's <c>diffusion</c>.</param>
public sealed record NoiseContext(NoiseSchedule Schedule) : PartContext
{
    private readonly IProcess? process;

    /// <summary>The process; the diffusion of Grad-TTS where none is named.</summary>
    public IProcess Process { get => process ?? new GradTtsProcess(new(), new(Schedule)); init => process = value; }
}

/// <summary>What the noise of a synthesis may depend on.</summary>
/// <param name="Mean">The prior mean mu of the target, <c>[B, M, T]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="TargetPhonemes">Phoneme id of each target frame, int64 <c>[B, T]</c>.</param>
/// <param name="Reference">The reference utterances, <c>[B, M, R]</c> and <c>[B, R]</c>.</param>
/// <param name="ReferenceMean">
/// Computes the prior mean of the reference's own frames, <c>[B, M, R]</c>, new; it costs a pass of the encoder.
/// </param>
/// <param name="Random">Where randomness comes from; its device is the CPU.</param>
public sealed record NoiseInput(
    Tensor Mean, Tensor TargetMask, Tensor TargetPhonemes, ReferenceBatch Reference, Func<Tensor> ReferenceMean,
    Generator Random);
