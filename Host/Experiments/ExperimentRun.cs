using System.Collections.Concurrent;
using System.Text.Json;
using Melange.Host.Assembly;
using Melange.Host.Plugins;

namespace Melange.Host.Experiments;

/// <summary>Runs the trials of an experiment that are not complete yet, each in a process of its own.</summary>
public sealed class ExperimentRun(ExperimentPlan plan, PluginCatalog catalog, IExperimentView view)
{
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
        var atOnce = new ParallelOptions
        {
            MaxDegreeOfParallelism = plan.File.Options.Workers,
            CancellationToken = CancellationToken.None
        };
        await view.ShowAsync(missing, report => Parallel.ForEachAsync(missing, atOnce,
            async (trial, _) =>
            {
                cancellation.ThrowIfCancellationRequested();
                var process = new TrialProcess(trial, TimeSpan.FromMinutes(plan.File.Options.TrialMinutes));
                if (await process.RunAsync(message => report(trial, message), cancellation) is { } lastWords)
                    failures[trial] = lastWords;
            }));
        return failures;
    }

    private void CheckFolders()
    {
        var found = plan.Trials.Where(trial => File.Exists(trial.Folder.Config)).SelectMany(Changes).ToList();
        if (found.Count > 0)
            throw new FaultException(found);
    }

    private static IEnumerable<Fault> Changes(Trial trial) =>
        LayeredConfig.Read(trial.Folder.Config, []).Differences(trial.Config).Select(change => new Fault(
            trial.Folder.Path, 0,
            $"was made with other settings: {change}. Use --fresh to start it again, or --out for another folder."));

    private void Prepare(Trial trial)
    {
        Directory.CreateDirectory(trial.Folder.Path);
        File.WriteAllText(trial.Folder.Config, trial.Config.ToJson());
        var plugins = catalog.Plugins.Select(plugin => new { plugin.Id, plugin.Version, plugin.Sha256 });
        File.WriteAllText(trial.Folder.Plugins, JsonSerializer.Serialize(plugins, TrialFolder.Json));
    }
}
