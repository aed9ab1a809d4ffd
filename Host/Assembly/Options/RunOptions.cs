#pragma warning disable CA1720 // float32 is what the field calls it, and what a config says
namespace Melange.Host.Assembly.Options;

/// <summary>Everything that one trial is: parts, training, synthesis, evaluation. The root of a run's config.</summary>
public sealed record RunOptions
{
    /// <summary>Seed of weights, batches and noise. At least 0; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Added to the seed in all that is drawn, so that a variant draws its own: an A/A experiment gives one of
    /// two equal variants an offset beyond its seeds. At least 0; default 0.</summary>
    public int SeedOffset { get; init; }

    /// <summary>What weights, batches and noise are drawn from.</summary>
    public int DrawnFrom => Seed + SeedOffset;

    /// <summary>Where tensors live: auto (default), cpu or cuda.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>Threads of tensor operations. At least 0; 0 takes one a core; default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>In which numbers the estimator is trained and speaks: float32 (default) or bfloat16.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>How audio becomes a log-mel spectrogram.</summary>
    public AudioFormat Features { get; init; } = new();

    /// <summary>Folder of the log-mels of all corpora, made when needed; empty keeps them in memory. Default
    /// <c>runs/features</c>.</summary>
    public string Cache { get; init; } = "runs/features";

    /// <summary>The utterances to learn from and to be measured by.</summary>
    public required Part<ICorpus, CorpusContext> Corpus { get; init; }

    /// <summary>The parts that hold weights.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>The noise schedule.</summary>
    public NoiseSchedule Diffusion { get; init; } = new();

    /// <summary>How weights are trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>How mel and audio are made.</summary>
    public required SynthesisOptions Synthesis { get; init; }

    /// <summary>What is measured, by name.</summary>
    public IReadOnlyDictionary<string, Part<IMetric, MetricContext>> Metrics { get; init; } =
        new Dictionary<string, Part<IMetric, MetricContext>>();

    /// <summary>What is synthesised and shown.</summary>
    public EvaluationOptions Evaluate { get; init; } = new();

    /// <summary>Threads that tensor operations really get here.</summary>
    public int ThreadsHere => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>Builds the sampler for a process.</summary>
    /// <exception cref="FaultException">The sampler does not solve it.</exception>
    public ISampler SamplerFor(IProcess process) => Solving(process, (Synthesis.Sampler, "synthesis.sampler"));

    /// <summary>Builds the sampler of <c>training.reflow</c> for a process; null where there is no reflow.</summary>
    /// <exception cref="FaultException">The sampler does not solve it.</exception>
    public ISampler? ReflowSamplerFor(IProcess process) =>
        Training.Reflow is { } reflow ? Solving(process, (reflow.Sampler, "training.reflow.sampler")) : null;

    /// <summary>Builds the starting noise for a process.</summary>
    public INoise NoiseFor(IProcess process) => Synthesis.Noise.BuildWatched(new(Diffusion) { Process = process });

    /// <summary>Builds the vocoder for the log-mels of the features.</summary>
    /// <param name="filters">The mel filters of the features; the caller's.</param>
    /// <exception cref="FaultException">The vocoder is made for others.</exception>
    public IVocoder VocoderFor(Tensor filters)
    {
        var vocoder = Synthesis.Vocoder.BuildWatched(new(Features, filters));
        if (ProblemOf(vocoder) is not { } problem)
            return vocoder;
        (vocoder as IDisposable)?.Dispose();
        throw new FaultException([new("synthesis.vocoder", 0, problem)]);
    }

    /// <summary>Why a vocoder does not go with the features; null where it does.</summary>
    internal string? ProblemOf(IVocoder vocoder) =>
        vocoder is IStatesMel states && states.Mel.Differences(Features) is { Count: > 0 } differences
            ? $"vocoder '{Synthesis.Vocoder.Id}' was made for other log-mels than those of features: "
                + $"{string.Join(", ", differences)}. Take a vocoder of these features, or train a model with features "
                + "as the vocoder has them."
            : null;

    /// <summary>Why a sampler does not go with a process; null where it does.</summary>
    internal string? ProblemOf((ISampler Built, string Id) sampler, IProcess process) =>
        (sampler.Built as IStatesProcesses)?.Solves(process) ?? process is IDiffusionProcess ? null
        : $"sampler '{sampler.Id}' does not solve process '{Model.Process?.Id}' of model.process: it is made "
            + "for diffusions. euler, heun and dpm-solver++ solve every process.";

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public RunOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private ISampler Solving(IProcess process, (Part<ISampler, SamplerContext> Part, string Place) sampler)
    {
        var built = sampler.Part.BuildWatched(new(Diffusion) { Process = process });
        return ProblemOf((built, sampler.Part.Id), process) is { } problem
            ? throw new FaultException([new(sampler.Place, 0, problem)]) : built;
    }

    private IEnumerable<string> Problems()
    {
        if (Seed < 0)
            yield return $"Seed must be at least 0, but was {Seed}.";
        if (SeedOffset < 0 || SeedOffset > int.MaxValue - Seed)
            yield return $"SeedOffset must be from 0 to {int.MaxValue - Seed} with seed {Seed}, but was {SeedOffset}.";
        if (Threads < 0)
            yield return $"Threads must be at least 0, but was {Threads}.";
        if (Synthesis.Guidance > 0 && Model.ReferenceDropout == 0)
            yield return "Synthesis.guidance must be 0 for a model without model.referenceDropout, "
                + $"but was {Synthesis.Guidance}.";
    }
}

/// <summary>In which numbers the estimator computes.</summary>
public enum Precision
{
    /// <summary>32 bits throughout.</summary>
    Float32,

    /// <summary>Convolutions and matrix products in bfloat16; weights, statistics, time, loss and sampler in float32.
    /// </summary>
    Bfloat16
}

/// <summary>Where tensors live.</summary>
public enum ComputeDevice
{
    /// <summary>CUDA where there is a device and a build for it, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>The first CUDA device.</summary>
    Cuda
}
