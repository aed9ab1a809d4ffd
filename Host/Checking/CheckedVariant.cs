using Melange.Host.Experiments;

namespace Melange.Host.Checking;

/// <summary>One variant of an experiment after its checks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dry">What its dry run found.</param>
/// <param name="Trials">Its trials, and where they stand.</param>
public sealed record CheckedVariant(string Name, DryReport Dry, IReadOnlyList<TrialStanding> Trials)
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
            var asked = training.KeepSteps.Count + (training.Reflow is null ? 0 : 1);
            return Math.Min(written, training.KeepLast) + best + asked + 1;
        }
    }

    /// <summary>What the trials that are not complete take on the disk.</summary>
    public long DiskBytes =>
        Trials.Count(trial => !trial.IsComplete) * (Checkpoints * Dry.Disk.Checkpoint + Dry.Disk.Results);

    /// <summary>How long the trials that are not complete take, one after the other, in seconds.</summary>
    public double Seconds => Trials.Sum(SecondsOf);

    /// <summary>How long one of its trials takes that is not complete, in seconds.</summary>
    public double SecondsOf(TrialStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var training = standing.Trial.Options.Training;
        var done = standing.TakesWeights ? training.Steps : standing.StepsDone;
        var encoder = Math.Max(0, training.EncoderSteps - done);
        var reflow = Math.Min(training.Reflow?.Steps ?? 0, training.Steps - done);
        var whole = training.Steps - Math.Max(done, training.EncoderSteps) - reflow;
        return standing.IsComplete ? 0 : encoder * Dry.Seconds.EncoderStep + Math.Max(0, whole) * Dry.Seconds.Step
            + reflow * Dry.Seconds.ReflowStep + Dry.Seconds.Evaluation;
    }
}
