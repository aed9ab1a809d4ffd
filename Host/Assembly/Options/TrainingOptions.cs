using Melange.Host.Features;

namespace Melange.Host.Assembly.Options;

/// <summary>How weights are trained.</summary>
public sealed record TrainingOptions : IRateOptions
{
    /// <summary>Steps of the optimiser. At least 1; default 1000.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Of these, the first ones that train the encoder alone. At least 0, below Steps; default 0.</summary>
    public int EncoderSteps { get; init; }

    /// <summary>Utterances a batch. At least 1; default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Batches a step; the step's loss is the mean of theirs. At least 1; default 1.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>
    /// Classes of length, each with as many utterances; a batch is drawn from one class. At least 1; default 1, which
    /// draws every batch from all utterances.
    /// </summary>
    public int Buckets { get; init; } = 1;

    /// <summary>
    /// Which training utterances that say something else may be the reference of one, in training and evaluation:
    /// same-style (default: of its speaker and emotion), same-speaker or any.
    /// </summary>
    public ReferenceRule References { get; init; } = ReferenceRule.SameStyle;

    /// <summary>
    /// Whether a training utterance without such a one is its own reference; false, the default, refuses to train.
    /// </summary>
    public bool OwnReference { get; init; }

    /// <summary>
    /// Longest piece of an utterance that the estimator is trained on, in frames. At least 4; default 128.
    /// </summary>
    public int SegmentFrames { get; init; } = 128;

    /// <summary>Learning rate of AdamW after warm-up. Above 0; default 0.0001.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Steps over which the learning rate rises from 0. At least 0; default 0.</summary>
    public int WarmUpSteps { get; init; }

    /// <summary>What becomes of the learning rate after its warm-up: constant (default) or cosine.</summary>
    public RateSchedule RateSchedule { get; init; } = RateSchedule.Constant;

    /// <summary>
    /// Last steps over which a constant learning rate falls to 0. At least 0, at most Steps; default 0. Left out with
    /// the cosine, which falls from the warm-up on.
    /// </summary>
    public int CoolDownSteps { get; init; }

    /// <summary>Decay of weights a step, times the learning rate. At least 0; default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Largest norm of each step's gradient; larger ones are scaled down to it. Above 0; default 1.</summary>
    public double GradientNorm { get; init; } = 1;

    /// <summary>
    /// Share that the averaged weights keep of themselves in a step; with it, the averages are validated, evaluated and
    /// spoken with. At least 0, below 1; 0, the default, averages nothing.
    /// </summary>
    public double AverageDecay { get; init; }

    /// <summary>Factors on the parts of the loss.</summary>
    public LossWeights LossWeights { get; init; } = new();

    /// <summary>Other factors at the start, and how long they last; none by default.</summary>
    public EarlyLossWeights? EarlyLossWeights { get; init; }

    /// <summary>Last steps that straighten the flow, so that few of the sampler's steps follow it; none by default.
    /// </summary>
    public ReflowOptions? Reflow { get; init; }

    /// <summary>Steps done when reflow begins; null where there is none.</summary>
    public int? StepsBeforeReflow => Steps - Reflow?.Steps;

    /// <summary>The losses on held-out utterances during training; not followed by default.</summary>
    public ValidationOptions? Validation { get; init; }

    /// <summary>What is written for TensorBoard; nothing by default.</summary>
    public TensorboardOptions? Tensorboard { get; init; }

    /// <summary>Steps from one checkpoint to the next. At least 1; default 200.</summary>
    public int CheckpointSteps { get; init; } = 200;

    /// <summary>The last checkpoints that are kept. At least 1; default 2.</summary>
    public int KeepLast { get; init; } = 2;

    /// <summary>Steps whose checkpoints are written and kept besides. Each at least 1; none by default.</summary>
    public IReadOnlyList<int> KeepSteps { get; init; } = [];

    /// <summary>Which checkpoints stay.</summary>
    public KeptCheckpoints Kept =>
        new(KeepLast, StepsBeforeReflow is { } first ? [.. KeepSteps, first] : KeepSteps);

    /// <summary>Steps from one point of the training log to the next. At least 1; default 5.</summary>
    public int LogSteps { get; init; } = 5;

    /// <summary>Steps from one line of the worker's log to the next. At least 1; default 100.</summary>
    public int ConsoleSteps { get; init; } = 100;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public TrainingOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems() =>
        [.. Amounts(), .. Options.LearningRate.Problems(this), .. Decays(), .. Intervals()];

    private IEnumerable<string> Amounts()
    {
        if (Steps < 1)
            yield return $"Steps must be at least 1, but was {Steps}.";
        if (EncoderSteps < 0 || EncoderSteps >= Math.Max(1, Steps))
            yield return $"EncoderSteps must be at least 0 and below Steps = {Steps}, but was {EncoderSteps}.";
        if (StepsBeforeReflow <= EncoderSteps)
            yield return $"Reflow must be of fewer than the {Math.Max(0, Steps - EncoderSteps)} steps that train the "
                + $"estimator, but was {Reflow!.Steps}.";
        if (BatchSize < 1)
            yield return $"BatchSize must be at least 1, but was {BatchSize}.";
        if (Accumulation < 1)
            yield return $"Accumulation must be at least 1, but was {Accumulation}.";
        if (Buckets < 1)
            yield return $"Buckets must be at least 1, but was {Buckets}.";
        if (SegmentFrames < 4)
            yield return $"SegmentFrames must be at least 4, but was {SegmentFrames}.";
    }

    private IEnumerable<string> Decays()
    {
        if (!(WeightDecay >= 0))
            yield return $"WeightDecay must be at least 0, but was {WeightDecay}.";
        if (!(GradientNorm > 0))
            yield return $"GradientNorm must be above 0, but was {GradientNorm}.";
        if (AverageDecay is not (>= 0 and < 1))
            yield return $"AverageDecay must be at least 0 and below 1, but was {AverageDecay}.";
    }

    private IEnumerable<string> Intervals()
    {
        if (CheckpointSteps < 1)
            yield return $"CheckpointSteps must be at least 1, but was {CheckpointSteps}.";
        if (KeepLast < 1)
            yield return $"KeepLast must be at least 1, but was {KeepLast}.";
        if (KeepSteps.Any(step => step < 1))
            yield return $"KeepSteps must each be at least 1, but was [{string.Join(", ", KeepSteps)}].";
        if (LogSteps < 1)
            yield return $"LogSteps must be at least 1, but was {LogSteps}.";
        if (ConsoleSteps < 1)
            yield return $"ConsoleSteps must be at least 1, but was {ConsoleSteps}.";
    }
}

/// <summary>Which checkpoints stay besides the best.</summary>
/// <param name="Last">How many of the last ones.</param>
/// <param name="Steps">Steps whose checkpoints stay.</param>
public sealed record KeptCheckpoints(int Last, IReadOnlyList<int> Steps);
