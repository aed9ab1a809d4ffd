using Melange.Host.Experiments;
using Melange.Host.Machine;

namespace Melange.Host.Checking;

/// <summary>What a check found.</summary>
/// <param name="Faults">What is wrong in files, corpus, folder or machine.</param>
/// <param name="Failures">How dry runs went wrong.</param>
/// <param name="Variants">The variants whose dry run went well.</param>
/// <param name="Options">Seeds and workers; null where they could not be read.</param>
/// <param name="Room">What the machine has left.</param>
public sealed record CheckReport(
    IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Failures, IReadOnlyList<CheckedVariant> Variants,
    ExperimentOptions? Options, MachineRoom Room)
{
    /// <summary>What a person should know: options that were dropped with the part they were set for, utterances
    /// without a reference; a line each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Trials that are not complete.</summary>
    public int Open => Variants.Sum(variant => variant.Trials.Count(trial => !trial.IsComplete));

    /// <summary>Of these, how many take weights that are trained elsewhere or in another.</summary>
    public int Taking => Variants.Sum(variant => variant.Trials.Count(trial => trial.TakesWeights));

    /// <summary>Trials that run at a time.</summary>
    public int AtOnce => Math.Min(Options?.Workers ?? 1, Math.Max(1, Open));

    /// <summary>Threads of a trial, the most where they differ.</summary>
    public int Threads => Variants.SelectMany(variant => variant.Trials)
        .Max(trial => trial.Trial.Options.ThreadsHere);

    /// <summary>What checkpoints and results take on the disk.</summary>
    public long DiskBytes => Variants.Sum(variant => variant.DiskBytes);

    /// <summary>What the workers take of memory at most, as the dry runs did.</summary>
    public double MemoryBytes => Open == 0 ? 0 : AtOnce * Variants.Max(variant => variant.Dry.Memory.Peak) * 1e6;

    /// <summary>How long the experiment takes, in seconds.</summary>
    public double Seconds => Variants.Sum(variant => variant.Seconds) / AtOnce + TimingSeconds;

    /// <summary>Of these, how long it takes to time the trained models, one after the other; all where one lacks its
    /// times.</summary>
    public double TimingSeconds
    {
        get
        {
            var timed = Variants.SelectMany(variant => variant.Trials.Where(trial => trial.IsTimed)
                .Select(trial => (trial.HasTimes, variant.Dry.Seconds.TimingRound))).ToList();
            return timed.TrueForAll(trial => trial.HasTimes) ? 0
                : (Options?.TimingRounds ?? 0) * timed.Sum(trial => trial.TimingRound);
        }
    }
}
