using System.Collections.Concurrent;
using System.Text.Json;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Plugins;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>Runs the trials of an experiment that are not complete yet, each in a process of its own.</summary>
/// <param name="plan">The trials.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="view">Shows how far they are.</param>
/// <param name="rule">What follows when a folder was made with other settings.</param>
public sealed class ExperimentRun(ExperimentPlan plan, PluginCatalog catalog, IExperimentView view, LoadRule rule)
{
    /// <summary>Whether workers refuse plugins that are not pinned.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Runs what is missing.</summary>
    /// <param name="cancellation">Asks the workers to stop.</param>
    /// <returns>The last words of each trial that failed.</returns>
    /// <exception cref="FaultException">A trial's folder was made with other settings.</exception>
    /// <exception cref="OperationCanceledException">The experiment was stopped.</exception>
    public async Task<IReadOnlyDictionary<Trial, string>> RunAsync(CancellationToken cancellation)
    {
        CheckFolders();
        var missing = plan.Trials.Where(trial => !File.Exists(trial.Folder.Result)).ToList();
        foreach (var trial in missing)
            Prepare(trial);
        var failures = new ConcurrentDictionary<Trial, string>();
        if (missing.Count == 0)
            return failures;
        var threads = missing.Max(trial => trial.Options.ThreadsHere);
        var workers = Math.Min(plan.File.Options.Workers, missing.Count);
        if (CoreCheck.Warning(workers, threads, Environment.ProcessorCount) is { } warning)
            view.Say($"Warning: {warning}");
        var atOnce = new ParallelOptions
        {
            MaxDegreeOfParallelism = plan.File.Options.Workers,
            CancellationToken = CancellationToken.None
        };
        await view.ShowAsync(missing, report => Parallel.ForEachAsync(missing, atOnce,
            async (trial, _) =>
            {
                cancellation.ThrowIfCancellationRequested();
                var limit = TimeSpan.FromMinutes(plan.File.Options.TrialMinutes);
                var process = new TrialProcess(trial, limit, WorkerOptions());
                if (await process.RunAsync(message => report(trial, message), cancellation) is { } lastWords)
                    failures[trial] = lastWords;
            }));
        return failures;
    }

    /// <summary>A fault for each setting that a trial's folder was made with otherwise.</summary>
    internal static IEnumerable<Fault> FaultsOfFolder(Trial trial) =>
        File.Exists(trial.Folder.Config) ? Faults(trial, Changes(trial)) : [];

    private static IEnumerable<Fault> Faults(Trial trial, IEnumerable<string> changes) => changes.Select(change =>
        new Fault(trial.Folder.Path, 0, $"was made with other settings: {change}. Use --fresh to start it again, "
            + $"--out for another folder, or {LoadRule.Option} to go on with it."));

    // A complete trial stands as it is; one under way may get settings that change none of its steps.
    private void CheckFolders()
    {
        var changed = plan.Trials.Where(trial => File.Exists(trial.Folder.Config))
            .Select(trial => (Trial: trial, Changes: Changes(trial))).Where(entry => entry.Changes.Count > 0).ToList();
        if (changed.Count > 0 && !rule.IsAccepting)
            throw new FaultException([.. changed.SelectMany(entry => Faults(entry.Trial, entry.Changes))]);
        foreach (var (trial, changes) in changed)
        {
            rule.Apply(trial.Folder.Path, changes);
            File.Delete(trial.Folder.Result);
        }
    }

    private static IReadOnlyList<string> Changes(Trial trial)
    {
        var before = LayeredConfig.Read(trial.Folder.Config, []);
        if (File.Exists(trial.Folder.Result))
            return before.Differences(trial.Config);
        return Checkpoint.AllOf(trial.Folder.Checkpoint) is [.., var last]
            ? OriginDifferences.OfTraining(before, trial.Config, last.Step)
            : []; // nothing is done yet
    }

    private IReadOnlyList<string> WorkerOptions() =>
    [
        .. rule.IsAccepting ? new[] { LoadRule.Option } : [],
        .. IsLocked ? new[] { PluginLock.Option } : []
    ];

    private void Prepare(Trial trial)
    {
        Directory.CreateDirectory(trial.Folder.Path);
        File.WriteAllText(trial.Folder.Config, trial.Config.ToJson());
        var plugins = catalog.Plugins.Select(plugin => new { plugin.Id, plugin.Version, plugin.Sha256 });
        File.WriteAllText(trial.Folder.Plugins, JsonSerializer.Serialize(plugins, TrialFolder.Json));
    }
}

/// <summary>Shows a person how far an experiment is.</summary>
public interface IExperimentView
{
    /// <summary>Shows progress while work is done.</summary>
    /// <param name="trials">Every trial that will run.</param>
    /// <param name="work">The work; it tells of each trial's progress.</param>
    Task ShowAsync(IReadOnlyList<Trial> trials, Func<Action<Trial, WorkerMessage>, Task> work);

    /// <summary>Says something in between.</summary>
    void Say(string message);
}
