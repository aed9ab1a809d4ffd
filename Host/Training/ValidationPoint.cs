namespace Melange.Host.Training;

/// <summary>The losses on held-out utterances after one training step.</summary>
/// <param name="Step">Step, from 1.</param>
/// <param name="Loss">The parts by their weights after the early steps, summed.</param>
/// <param name="Diffusion">Weighted denoising loss.</param>
/// <param name="Prior">Negative log-likelihood of the mel under the prior, in nats a value.</param>
/// <param name="Duration">Squared error of log-durations.</param>
public sealed record ValidationPoint(int Step, double Loss, double Diffusion, double Prior, double Duration);
