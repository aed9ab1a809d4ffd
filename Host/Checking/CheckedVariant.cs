using Melange.Host.Checkpoints;
using Melange.Host.Experiments;

namespace Melange.Host.Checking;

/// <summary>One variant of an experiment after its checks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dry">What its dry run found.</param>
/// <param name="Trials">Its trials.</param>
public sealed record CheckedVariant(string Name, DryReport Dry, IReadOnlyList<PlannedTrial> Trials)
{
    /// <summary>Checkpoints of a trial that stand at a time at most: those that are kept, and the one being written.
    /// </summary>
    public long Checkpoints
    {
        get
        {
            var training = Trials[0].Trial.Options.Training;
            var written = (training.Steps + training.CheckpointSteps - 1) / training.CheckpointSteps;
            var best = training.Validation is null ? 0 : 1;
            return Math.Min(written, training.KeepLast) + best + training.KeepSteps.Count + 1;
        }
    }

    /// <summary>What the trials that are not complete take on the disk.</summary>
    public long DiskBytes =>
        Trials.Count(trial => !trial.IsComplete) * (Checkpoints * Dry.Disk.Checkpoint + Dry.Disk.Results);

    /// <summary>How long the trials that are not complete take, one after the other, in seconds.</summary>
    public double Seconds => Trials.Sum(trial => trial.Seconds(Dry));
}

/// <summary>A trial and where it stands in the folder of its experiment.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="StepsDone">Steps that are done and kept.</param>
/// <param name="IsComplete">Whether its result is there.</param>
public sealed record PlannedTrial(Trial Trial, int StepsDone, bool IsComplete)
{
    /// <summary>Looks at a trial's folder.</summary>
    public static PlannedTrial Of(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var steps = Checkpoint.AllOf(trial.Folder.Checkpoint) is [.., var last] ? last.Step : 0;
        return new(trial, steps, File.Exists(trial.Folder.Result));
    }

    /// <summary><c>new</c>, <c>goes on from step 200</c> or <c>complete</c>.</summary>
    public string State => IsComplete ? "complete" : StepsDone > 0 ? $"goes on from step {StepsDone}" : "new";

    /// <summary>How long it would take, in seconds.</summary>
    /// <param name="dry">What a dry run of its variant found.</param>
    public double Seconds(DryReport dry)
    {
        ArgumentNullException.ThrowIfNull(dry);
        var training = Trial.Options.Training;
        var encoder = Math.Max(0, training.EncoderSteps - StepsDone);
        var whole = training.Steps - Math.Max(StepsDone, training.EncoderSteps);
        return IsComplete ? 0 : encoder * dry.Seconds.EncoderStep + whole * dry.Seconds.Step
            + dry.Seconds.Evaluation;
    }
}
