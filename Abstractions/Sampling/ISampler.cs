namespace Melange;

/// <summary>Solves a process from noise to the mel-spectrogram.</summary>
public interface ISampler
{
    /// <summary>Samples one batch.</summary>
    /// <param name="input">Start, mean, mask and score function.</param>
    /// <returns>Log-mel at time 0, zero outside the mask, <c>[B, M, T]</c>, new.</returns>
    Tensor Sample(SamplerInput input);
}

/// <summary>A sampler that says which processes it solves; one that does not solves diffusions alone.</summary>
public interface IStatesProcesses : ISampler
{
    /// <summary>Whether it solves a process.</summary>
    bool Solves(IProcess process);
}

/// <summary>What a sampler is built for.</summary>
/// <param name="Schedule">The noise schedule of the run's <c>diffusion</c>.</param>
public sealed record SamplerContext(NoiseSchedule Schedule) : PartContext
{
    private readonly IProcess? process;

    /// <summary>The process; the diffusion of Grad-TTS where none is named.</summary>
    public IProcess Process { get => process ?? new GradTtsProcess(new(), new(Schedule)); init => process = value; }
}

/// <summary>Where a sampler starts and whom it asks for the way.</summary>
/// <param name="Start">x at time 1, <c>[B, M, T]</c>.</param>
/// <param name="Mean">The prior mean mu, <c>[B, M, T]</c>.</param>
/// <param name="Mask">Which frames are real, bool <c>[B, T]</c>.</param>
/// <param name="Score">What the process asks the estimator for, a diffusion the score, of x_t <c>[B, M, T]</c> at times
/// t <c>[B]</c>, <c>[B, M, T]</c>.</param>
/// <param name="Random">Randomness of stochastic samplers.</param>
public sealed record SamplerInput(
    Tensor Start, Tensor Mean, Tensor Mask, Func<Tensor, Tensor, Tensor> Score, Generator Random);
