namespace Melange.Host.Assembly.Options;

/// <summary>Everything that the training of a vocoder is. The root of its config.</summary>
public sealed record VocoderRunOptions
{
    /// <summary>Seed of weights and batches. At least 0; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where tensors live: auto (default), cpu or cuda.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>Threads of tensor operations. At least 0; 0, the default, takes one a core.</summary>
    public int Threads { get; init; }

    /// <summary>How audio becomes a log-mel spectrogram; the vocoder's config must say the same.</summary>
    public AudioFormat Features { get; init; } = new();

    /// <summary>Folder of the log-mels of all corpora, made when needed; empty keeps them in memory. Default
    /// <c>runs/features</c>.</summary>
    public string Cache { get; init; } = "runs/features";

    /// <summary>The recordings to learn from; what is held out is listened to.</summary>
    public required Part<ICorpus, CorpusContext> Corpus { get; init; }

    /// <summary>What is trained.</summary>
    public required TrainedVocoderOptions Vocoder { get; init; }

    /// <summary>How it is trained.</summary>
    public VocoderTrainingOptions Training { get; init; } = new();

    /// <summary>Threads that tensor operations really get here.</summary>
    public int ThreadsHere => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public VocoderRunOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Seed < 0)
            yield return $"Seed must be at least 0, but was {Seed}.";
        if (Threads < 0)
            yield return $"Threads must be at least 0, but was {Threads}.";
    }
}

/// <summary>Which vocoder is trained, from what, on which log-mels.</summary>
public sealed record TrainedVocoderOptions
{
    /// <summary>Which vocoder: hifi-gan. Required.</summary>
    public required string Use { get; init; }

    /// <summary>Its own config, which tells sizes and log-mels; stands beside the weights as it is. Required.</summary>
    public required FileInfo Config { get; init; }

    /// <summary>A run of <c>melange vocoder</c> whose last weights it begins with; fresh ones by default.</summary>
    public DirectoryInfo? StartFrom { get; init; }

    /// <summary>
    /// A model whose log-mels it learns to vocode, spoken with the recordings' own durations (ground-truth aligned), in
    /// place of the recordings' own; none by default.
    /// </summary>
    public DirectoryInfo? PredictedBy { get; init; }
}
