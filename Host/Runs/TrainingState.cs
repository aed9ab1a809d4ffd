using System.Text.Json.Serialization;

namespace Melange.Host.Runs;

/// <summary>How far training has come, apart from tensors.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Seconds">Wall time of training so far, in seconds, over all sessions.</param>
/// <param name="Losses">The course of training so far.</param>
public sealed record TrainingState(int Step, double Seconds, IReadOnlyList<LossPoint> Losses)
{
    /// <summary>The losses on held-out utterances so far; the last may be of an earlier step.</summary>
    public IReadOnlyList<ValidationPoint> Validation { get; init; } = [];

    /// <summary>Median time of the steps that trained the whole model, in seconds, of the session that took some last;
    /// null where none was taken.</summary>
    public double? StepSeconds { get; init; }

    /// <summary>The course of a vocoder's training; null where a model is trained.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VocoderHistory? Vocoder { get; init; }

    /// <summary>Position in the data: utterances that the steps so far were trained on, over all epochs.</summary>
    public long Utterances { get; init; }
}

/// <summary>The losses on held-out utterances after one training step.</summary>
/// <param name="Step">Step, from 1.</param>
/// <param name="Loss">The parts by their weights after the early steps, summed.</param>
/// <param name="Diffusion">Weighted denoising loss.</param>
/// <param name="Prior">Negative log-likelihood of the mel under the prior, in nats a value.</param>
/// <param name="Duration">Squared error of log-durations.</param>
public sealed record ValidationPoint(int Step, double Loss, double Diffusion, double Prior, double Duration);

/// <summary>The course of a vocoder's training so far.</summary>
/// <param name="Losses">The losses of some steps.</param>
/// <param name="Validation">The errors on held-out utterances.</param>
public sealed record VocoderHistory(IReadOnlyList<VocoderLosses> Losses, IReadOnlyList<VocoderError> Validation);

/// <summary>The parts of a vocoder's loss in one training step, without their factors.</summary>
/// <param name="Step">Step, from 1.</param>
/// <param name="Mel">Mean absolute difference of log-mels, in nat.</param>
/// <param name="Adversarial">How far from 1 discriminators judge what is generated; null while there are none.</param>
/// <param name="Features">Mean absolute difference of what their layers give; null while there are none.</param>
/// <param name="Discriminators">Their own loss; null while there are none.</param>
public sealed record VocoderLosses(int Step, double Mel, double? Adversarial, double? Features, double? Discriminators);

/// <summary>How far a vocoder is from held-out recordings after one training step.</summary>
/// <param name="Step">Step, from 1.</param>
/// <param name="Mel">Mean absolute difference of the log-mel of what is vocoded from the recording's, in nat.</param>
public sealed record VocoderError(int Step, double Mel);
