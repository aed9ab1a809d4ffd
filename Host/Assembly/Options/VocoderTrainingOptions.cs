namespace Melange.Host.Assembly.Options;

/// <summary>How a vocoder is trained against its discriminators.</summary>
/// <remarks>Defaults: as published (Kong et al. 2020, section 3 and the official <c>config_v1.json</c>), but for the
/// rate, which there falls by a thousandth an epoch, and here as the schedule says.</remarks>
public sealed record VocoderTrainingOptions : IRateOptions
{
    /// <summary>Steps of the optimiser. At least 1; default 2500000.</summary>
    public int Steps { get; init; } = 2_500_000;

    /// <summary>Of these, the first ones without discriminators, on the log-mel loss alone. At least 0, at most Steps;
    /// default 0.</summary>
    public int MelSteps { get; init; }

    /// <summary>Pieces of utterances a batch. At least 1; default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Frames of a piece. At least 8; default 32.</summary>
    public int SegmentFrames { get; init; } = 32;

    /// <summary>Learning rate of AdamW after warm-up, of generator and discriminators. Above 0; default 0.0002.
    /// </summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>Steps over which the learning rate rises from 0. At least 0; default 0.</summary>
    public int WarmUpSteps { get; init; }

    /// <summary>What becomes of the learning rate after its warm-up: constant (default) or cosine.</summary>
    public RateSchedule RateSchedule { get; init; } = RateSchedule.Constant;

    /// <summary>Last steps over which a constant learning rate falls to 0. At least 0, at most Steps; default 0. Left
    /// out with the cosine, which falls from the warm-up on.</summary>
    public int CoolDownSteps { get; init; }

    /// <summary>Factor on the log-mel loss. At least 0; default 45.</summary>
    public double MelWeight { get; init; } = 45;

    /// <summary>Factor on the loss of the discriminators' features. At least 0; default 2.</summary>
    public double FeatureWeight { get; init; } = 2;

    /// <summary>Listening to held-out utterances: how far their log-mels are from the recordings', and a few as WAV.
    /// </summary>
    public VocoderValidationOptions Validation { get; init; } = new();

    /// <summary>Steps from one checkpoint to the next. At least 1; default 1000.</summary>
    public int CheckpointSteps { get; init; } = 1000;

    /// <summary>The last checkpoints that are kept. At least 1; default 2.</summary>
    public int KeepLast { get; init; } = 2;

    /// <summary>Steps from one point of the training log, and of TensorBoard's curves, to the next. At least 1; default
    /// 50.</summary>
    public int LogSteps { get; init; } = 50;

    /// <summary>Steps from one line of progress to the next. At least 1; default 50.</summary>
    public int ConsoleSteps { get; init; } = 50;

    /// <summary>Which checkpoints stay.</summary>
    public KeptCheckpoints Kept => new(KeepLast, []);

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public VocoderTrainingOptions Validated() => OptionsException.ThrowIfAny(
        this, [.. Amounts(), .. Options.LearningRate.Problems(this), .. Weights()]);

    private IEnumerable<string> Amounts()
    {
        if (Steps < 1)
            yield return $"Steps must be at least 1, but was {Steps}.";
        if (MelSteps < 0 || MelSteps > Steps)
            yield return $"MelSteps must be at least 0 and at most Steps = {Steps}, but was {MelSteps}.";
        if (BatchSize < 1)
            yield return $"BatchSize must be at least 1, but was {BatchSize}.";
        if (SegmentFrames < 8)
            yield return $"SegmentFrames must be at least 8, but was {SegmentFrames}.";
        if (CheckpointSteps < 1)
            yield return $"CheckpointSteps must be at least 1, but was {CheckpointSteps}.";
        if (KeepLast < 1)
            yield return $"KeepLast must be at least 1, but was {KeepLast}.";
        if (LogSteps < 1)
            yield return $"LogSteps must be at least 1, but was {LogSteps}.";
        if (ConsoleSteps < 1)
            yield return $"ConsoleSteps must be at least 1, but was {ConsoleSteps}.";
    }

    private IEnumerable<string> Weights()
    {
        if (!(MelWeight >= 0))
            yield return $"MelWeight must be at least 0, but was {MelWeight}.";
        if (!(FeatureWeight >= 0))
            yield return $"FeatureWeight must be at least 0, but was {FeatureWeight}.";
        if (MelWeight == 0 && MelSteps > 0)
            yield return $"MelSteps must be 0 where MelWeight is 0, but was {MelSteps}.";
    }
}

/// <summary>How held-out utterances are listened to while a vocoder is trained.</summary>
public sealed record VocoderValidationOptions
{
    /// <summary>Steps from one to the next. At least 1; default 1000.</summary>
    public int EverySteps { get; init; } = 1000;

    /// <summary>At most so many held-out utterances, spread over all. At least 1; default 16.</summary>
    public int Utterances { get; init; } = 16;

    /// <summary>Of these, so many are written as WAV, beside their recordings. At least 0; default 5.</summary>
    public int Heard { get; init; } = 5;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public VocoderValidationOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (EverySteps < 1)
            yield return $"EverySteps must be at least 1, but was {EverySteps}.";
        if (Utterances < 1)
            yield return $"Utterances must be at least 1, but was {Utterances}.";
        if (Heard < 0)
            yield return $"Heard must be at least 0, but was {Heard}.";
    }
}
