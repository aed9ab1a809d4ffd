using Melange.Host.Checkpoints;
using Melange.Host.Experiments;

namespace Melange.Host.Checking;

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
