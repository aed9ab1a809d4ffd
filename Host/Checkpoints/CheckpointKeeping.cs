using Melange.Host.Assembly;

namespace Melange.Host.Checkpoints;

/// <summary>Which checkpoints of a run stay: the last ones, the best, and those asked for.</summary>
internal static class CheckpointKeeping
{
    /// <summary>The least validation loss of some checkpoints; null where none was measured.</summary>
    public static double? BestLoss(IReadOnlyList<Checkpoint> checkpoints) =>
        Best(checkpoints) is { } best ? LossOf(best) : null;

    /// <summary>The checkpoint of the least validation loss, of equals the first; null where there is none.</summary>
    public static Checkpoint? Best(IReadOnlyList<Checkpoint> checkpoints) => checkpoints
        .Where(found => LossOf(found) is not null).MinBy(found => LossOf(found));

    /// <summary>Those that go: all but the last writing of a step, and steps that nothing asks for.</summary>
    public static IReadOnlyList<Checkpoint> Superfluous(IReadOnlyList<Checkpoint> checkpoints, TrainingOptions options)
    {
        var newest = checkpoints.GroupBy(found => found.Step).Select(step => step.MaxBy(found => found.Writing)!)
            .OrderBy(found => found.Step).ToList();
        var kept = newest.TakeLast(options.KeepLast)
            .Concat(newest.Where(found => options.KeepSteps.Contains(found.Step))).ToHashSet();
        if (Best(newest) is { } best)
            kept.Add(best);
        return [.. checkpoints.Where(found => !kept.Contains(found))];
    }

    // A manifest that cannot be read speaks for no checkpoint, and against none.
    private static double? LossOf(Checkpoint checkpoint)
    {
        try
        {
            return checkpoint.ReadManifest().ValidationLoss;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return null;
        }
    }
}
