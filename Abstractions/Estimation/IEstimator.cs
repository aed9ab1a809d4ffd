namespace Melange;

/// <summary>Estimates what the process asks for at a noisy mel-spectrogram: a diffusion the score, the gradient of its
/// log-density.</summary>
public interface IEstimator
{
    /// <summary>Estimates the score, or what the process asks for in its place.</summary>
    /// <param name="input">x_t, mu, t, masks, phonemes and reference.</param>
    /// <returns>The score, zero outside the target mask, <c>[B, M, T]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    Tensor Score(EstimatorInput input);
}

/// <summary>What an estimator is built for.</summary>
/// <param name="Bins">Mel bins M.</param>
/// <param name="Conditions">The conditions of the reference, in the order of their features.</param>
/// <param name="Schedule">The noise schedule of the run's <c>diffusion</c>.</param>
/// <param name="Phonemes">Name of each phoneme id; id 0 is padding.</param>
public sealed record EstimatorContext(
    long Bins, IReadOnlyList<Condition> Conditions, NoiseSchedule Schedule, IReadOnlyList<string> Phonemes)
    : PartContext
{
    private readonly IProcess? process;

    /// <summary>Width D of the reference features.</summary>
    public long ReferenceWidth => Conditions.Sum(condition => condition.Width);

    /// <summary>The process; the diffusion of Grad-TTS where none is named.</summary>
    public IProcess Process { get => process ?? new GradTtsProcess(new(), new(Schedule)); init => process = value; }
}

/// <summary>One question to an estimator: which way is the data from here?</summary>
/// <param name="Noisy">The noisy log-mel x_t, <c>[B, M, T]</c>.</param>
/// <param name="Mean">The prior mean mu of the text encoder, <c>[B, M, T]</c>.</param>
/// <param name="Time">Time t of the process, from 0 (mel) to 1 (noise), <c>[B]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="TargetPhonemes">Phoneme id of each target frame, int64 <c>[B, T]</c>.</param>
/// <param name="Reference">The conditioned reference.</param>
/// <param name="Probe">Watches the sites if not null.</param>
/// <param name="Edit">Edits the attention of all sites if not null.</param>
public sealed record EstimatorInput(
    Tensor Noisy, Tensor Mean, Tensor Time, Tensor TargetMask, Tensor TargetPhonemes,
    ConditionedReference Reference, IProbe? Probe = null, AttentionEdit? Edit = null);

/// <summary>A batch of references after all conditioners.</summary>
/// <param name="Features">All conditions, concatenated in the config's order, <c>[B, D, R]</c>.</param>
/// <param name="Mask">Which reference frames are real, bool <c>[B, R]</c>.</param>
/// <param name="Phonemes">Phoneme id of each reference frame, int64 <c>[B, R]</c>.</param>
/// <param name="Conditions">Each condition alone by its name, <c>[B, width, R]</c>.</param>
public sealed record ConditionedReference(
    Tensor Features, Tensor Mask, Tensor Phonemes, IReadOnlyDictionary<string, Tensor> Conditions);

/// <summary>How a person edits the attention of one synthesis.</summary>
/// <remarks>After Hertz et al. 2022 (prompt-to-prompt), section 3.1, with phonemes in the place of words.</remarks>
/// <param name="Scale">Factor on what attention gives each target frame, <c>[B, T]</c>; null for 1.</param>
/// <param name="Links">Links to reference frames that are forced or forbidden; null for none.</param>
public sealed record AttentionEdit(Tensor? Scale, ReferenceLinks? Links);
