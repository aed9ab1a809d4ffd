using Melange.Host.Experiments.Costs;

namespace Melange.Host.Checking;

/// <summary>What a dry run found. Memory is resident memory of its process, in MB (10^6 bytes).</summary>
/// <param name="Parts">The parts of the model, sites in the order of the network.</param>
/// <param name="Frames">Target frames T, reference frames R and phonemes P of the score.</param>
/// <param name="StepSize">Items B, frames T and R and phonemes P that the training step's work is counted for.</param>
/// <param name="Memory">What the process took at most.</param>
/// <param name="Seconds">How long things took.</param>
/// <param name="Disk">What a trial writes.</param>
public sealed record DryReport(
    IReadOnlyList<DryPart> Parts, PassSize Frames, PassSize StepSize, DryMemory Memory, DrySeconds Seconds,
    DryDisk Disk)
{
    /// <summary>In which numbers the estimator computed: <c>float32</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>Threads of tensor operations.</summary>
    public required int Threads { get; init; }

    /// <summary>What a person should know: a line each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>What a trial writes, in bytes.</summary>
/// <param name="Checkpoint">The tensors of one checkpoint.</param>
/// <param name="Results">Audio of all sentences and tensors of the shown, about; 0 where nothing was spoken.</param>
public sealed record DryDisk(long Checkpoint, long Results);

/// <summary>Resident memory of a dry run, in MB (10^6 bytes).</summary>
/// <param name="Model">What the process held when the model was built, corpus and libraries included.</param>
/// <param name="Score">How much more one score took at most.</param>
/// <param name="Step">How much more a training step took at most, optimiser included.</param>
/// <param name="Peak">The most that the process held at any time.</param>
public sealed record DryMemory(double Model, double Score, double Step, double Peak);

/// <summary>Wall times of a dry run, in seconds.</summary>
/// <param name="EncoderStep">A training step of the encoder alone; 0 where there is none.</param>
/// <param name="Step">A training step of the whole model.</param>
/// <param name="ReflowStep">A step of reflow; 0 where there is none.</param>
/// <param name="Evaluation">
/// All sentences that are spoken and measured after training, from the time of one and their frames; 0 where none was.
/// </param>
public sealed record DrySeconds(double EncoderStep, double Step, double ReflowStep, double Evaluation)
{
    /// <summary>One round of timing a trained model alone, in its own process; 0 where nothing was spoken.</summary>
    public double TimingRound { get; init; }
}
