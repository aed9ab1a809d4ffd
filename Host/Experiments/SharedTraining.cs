using Melange.Host.Checkpoints;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>What trains alike is trained once: a trial without a step takes the checkpoints of one that is.</summary>
/// <remarks>
/// Trials train alike where no option and no plugin differs but those of synthesis, metrics and evaluation. Every
/// random number of a step comes from seed, use and step, so that training again would give the same bits.
/// </remarks>
/// <param name="trials">The trials of the experiment, in its order.</param>
/// <param name="catalog">The plugins.</param>
internal sealed class SharedTraining(IReadOnlyList<Trial> trials, PluginCatalog catalog)
{
    private readonly List<TrialFolder> elsewhere = [];

    /// <summary>Looks at the trials of other experiments' results, too.</summary>
    /// <param name="runFolders">Folders of their results.</param>
    /// <returns>A fault for each without a trial.</returns>
    public IReadOnlyList<Fault> Add(IReadOnlyList<string> runFolders)
    {
        var faults = new List<Fault>();
        foreach (var folder in runFolders)
        {
            var found = TrialsIn(folder);
            if (found.Count == 0)
                faults.Add(new(folder, 0, "has no trial with a checkpoint (<variant>/seed-<n>/checkpoint); name the "
                    + "folder of an experiment's results."));
            elsewhere.AddRange(found);
        }
        return faults;
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
    /// <returns>The folder that they were taken from; null where there is none.</returns>
    /// <exception cref="IOException">They cannot be copied.</exception>
    public TrialFolder? TakeOver(Trial trial)
    {
        var from = Checkpoint.AllOf(trial.Folder.Checkpoint).Count > 0 ? null : Trained(trial);
        if (from is not null)
            foreach (var checkpoint in Checkpoint.AllOf(from.Checkpoint))
                Copy(checkpoint, trial.Folder.Checkpoint);
        return from;
    }

    /// <summary>Whose weights a trial without a checkpoint takes: a variant of the experiment that is trained, or that
    /// trains before it, or else a folder elsewhere; null where it trains itself.</summary>
    public string? Giver(Trial trial)
    {
        var trained = Trained(trial);
        return Alike(trial).FirstOrDefault(other => other.Folder == trained)?.Variant
            ?? trained?.Path
            ?? (FirstAlike(trial) is { } first && !File.Exists(first.Folder.Result) ? first.Variant : null);
    }

    private static List<TrialFolder> TrialsIn(string runFolder) => !Directory.Exists(runFolder) ? [] :
    [
        .. Directory.GetDirectories(runFolder)
            .SelectMany(variant => Directory.GetDirectories(variant, "seed-*")).Order(StringComparer.Ordinal)
            .Select(trial => new TrialFolder(trial))
            .Where(folder => Checkpoint.AllOf(folder.Checkpoint).Count > 0)
    ];

    private TrialFolder? Trained(Trial trial)
    {
        var plugins = PluginStamps.Of(trial.Config, catalog);
        return Alike(trial).Select(other => other.Folder).Concat(elsewhere)
            .FirstOrDefault(folder => IsTrained(folder, trial, plugins));
    }

    private IEnumerable<Trial> Alike(Trial trial) =>
        trials.Where(other => other != trial && TrainAlike(other, trial));

    private static bool TrainAlike(Trial one, Trial other) =>
        one.Seed == other.Seed && OriginDifferences.TrainAlike(one.Config, other.Config);

    // What stands there tells how it was trained; a config may have been changed since.
    private static bool IsTrained(TrialFolder folder, Trial trial, IReadOnlyList<PluginStamp> plugins)
    {
        if (Checkpoint.AllOf(folder.Checkpoint) is not [.., var last] || last.Step != trial.Options.Training.Steps)
            return false;
        return OriginOf(last) is { } origin && OriginDifferences.TrainAlike(origin.Config, trial.Config)
            && origin.Threads == trial.Options.ThreadsHere && origin.Earlier.Count == 0
            && PluginStamps.Differences(origin.Plugins, plugins, OriginDifferences.IsOfTraining).Count == 0;
    }

    // Nobody takes a damaged one; who goes on from it is told.
    private static CheckpointOrigin? OriginOf(Checkpoint checkpoint)
    {
        try
        {
            return checkpoint.ReadManifest().Origin(checkpoint.ManifestFile);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or FaultException)
        {
            return null;
        }
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
