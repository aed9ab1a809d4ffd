using System.Text.Json;
using Melange.Host.Assembly.Options;
using Melange.Host.Runs;

namespace Melange.Host.Checkpoints;

/// <summary>Which checkpoints of a run stay: the last ones, the best, and those asked for.</summary>
internal sealed class CheckpointKeeping
{
    private readonly Dictionary<string, double?> losses = []; // by folder: what is whole does not change

    /// <summary>The least validation loss of some checkpoints; null where none was measured.</summary>
    public double? BestLoss(IReadOnlyList<Checkpoint> checkpoints) =>
        Best(checkpoints) is { } best ? LossOf(best) : null;

    /// <summary>The checkpoint of the least validation loss, of equals the first; null where there is none.</summary>
    public Checkpoint? Best(IReadOnlyList<Checkpoint> checkpoints) => checkpoints
        .Where(found => LossOf(found) is not null).MinBy(LossOf);

    /// <summary>Those that go: all but the last writing of a step, and steps that nothing asks for.</summary>
    public IReadOnlyList<Checkpoint> Superfluous(IReadOnlyList<Checkpoint> checkpoints, KeptCheckpoints asked)
    {
        var newest = checkpoints.GroupBy(found => found.Step).Select(step => step.MaxBy(found => found.Writing)!)
            .OrderBy(found => found.Step).ToList();
        var kept = newest.TakeLast(asked.Last)
            .Concat(newest.Where(found => asked.Steps.Contains(found.Step))).ToHashSet();
        if (Best(newest) is { } best)
            kept.Add(best);
        return [.. checkpoints.Where(found => !kept.Contains(found))];
    }

    /// <summary>Takes note of a checkpoint that was written just now.</summary>
    public void Note(Checkpoint written, double? loss) => losses[written.Path] = loss;

    private double? LossOf(Checkpoint checkpoint)
    {
        if (!losses.TryGetValue(checkpoint.Path, out var loss))
            losses[checkpoint.Path] = loss = ReadLoss(checkpoint);
        return loss;
    }

    // A manifest that cannot be read speaks for no checkpoint, and against none.
    private static double? ReadLoss(Checkpoint checkpoint)
    {
        try
        {
            using var file = File.OpenRead(checkpoint.ManifestFile);
            return JsonSerializer.Deserialize<Standing>(file, TrialFolder.Json)?.ValidationLoss;
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return null;
        }
    }

    // Of the manifest, which may hold the losses of a long training, this alone.
    private sealed record Standing(double? ValidationLoss);
}
