using Melange.Host.Checkpoints;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>What trains alike is trained once: a trial without a step takes the checkpoints of one that is.</summary>
/// <remarks>
/// Trials train alike where no option and no plugin differs but those of synthesis, metrics and evaluation. Every
/// random number of a step comes from seed, use and step, so that training again would give the same bits.
/// </remarks>
/// <param name="trials">The trials of the experiment, in its order.</param>
internal sealed class SharedTraining(IReadOnlyList<Trial> trials)
{
    private readonly List<TrialFolder> elsewhere = [];

    /// <summary>Looks at the trials of another experiment's results, too.</summary>
    /// <param name="runFolder">Folder of its results.</param>
    /// <exception cref="FaultException">No trial is there.</exception>
    public void Add(string runFolder)
    {
        var found = !Directory.Exists(runFolder) ? [] : Directory.GetDirectories(runFolder)
            .SelectMany(variant => Directory.GetDirectories(variant, "seed-*")).Order(StringComparer.Ordinal)
            .Select(trial => new TrialFolder(trial))
            .Where(folder => Checkpoint.AllOf(folder.Checkpoint).Count > 0).ToList();
        if (found.Count == 0)
            throw new FaultException([new(runFolder, 0, "has no trial with a checkpoint (<variant>/seed-<n>/checkpoint)"
                + "; name the folder of an experiment's results.")]);
        elsewhere.AddRange(found);
    }

    /// <summary>The first trial of the experiment that trains as this one does; null where that is itself.</summary>
    public Trial? FirstAlike(Trial trial) =>
        trials.TakeWhile(other => other != trial).FirstOrDefault(other => TrainAlike(other, trial));

    /// <summary>The variants whose trials take their weights from another's: a line each for a person.</summary>
    public IEnumerable<string> Notices() =>
        from pair in trials.Select(trial => (trial.Variant, First: FirstAlike(trial)?.Variant)).Distinct()
        where pair.First is not null
        group pair.Variant by pair.First into takers
        select $"{string.Join(", ", takers.Select(name => $"'{name}'"))}: trained as '{takers.Key}' is, which trains "
            + "for all; what differs is how they speak or are measured.";

    /// <summary>Copies the checkpoints of a trial that was trained alike, if this one has none and there is such.
    /// </summary>
    /// <param name="trial">The trial.</param>
    /// <param name="plugins">The plugins that it uses.</param>
    /// <returns>The folder that they were taken from; null where there is none.</returns>
    /// <exception cref="IOException">They cannot be copied.</exception>
    public TrialFolder? TakeOver(Trial trial, IReadOnlyList<PluginStamp> plugins)
    {
        if (Checkpoint.AllOf(trial.Folder.Checkpoint).Count > 0)
            return null;
        var from = trials.Where(other => other != trial && TrainAlike(other, trial)).Select(other => other.Folder)
            .Concat(elsewhere).FirstOrDefault(folder => IsTrained(folder, trial, plugins));
        if (from is not null)
            foreach (var checkpoint in Checkpoint.AllOf(from.Checkpoint))
                Copy(checkpoint, trial.Folder.Checkpoint);
        return from;
    }

    private static bool TrainAlike(Trial one, Trial other) =>
        one.Seed == other.Seed && OriginDifferences.TrainAlike(one.Config, other.Config);

    // What stands there tells how it was trained; a config may have been changed since.
    private static bool IsTrained(TrialFolder folder, Trial trial, IReadOnlyList<PluginStamp> plugins)
    {
        if (Checkpoint.AllOf(folder.Checkpoint) is not [.., var last] || last.Step != trial.Options.Training.Steps)
            return false;
        var origin = last.ReadManifest().Origin(last.ManifestFile);
        return OriginDifferences.TrainAlike(origin.Config, trial.Config)
            && origin.Threads == trial.Options.ThreadsHere && origin.Earlier.Count == 0
            && PluginStamps.Differences(origin.Plugins, plugins, OriginDifferences.IsOfTraining).Count == 0;
    }

    private static void Copy(Checkpoint checkpoint, string folder)
    {
        var copy = Checkpoint.Named(folder, checkpoint.Step, 0).Path;
        var unfinished = Directory.CreateDirectory(copy + CheckpointFolder.Unfinished).FullName;
        foreach (var file in Directory.GetFiles(checkpoint.Path))
            File.Copy(file, Path.Combine(unfinished, Path.GetFileName(file)), overwrite: true);
        DurableFiles.MoveFolder(unfinished, copy);
    }
}
