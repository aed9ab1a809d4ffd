using System.Collections.Concurrent;
using Melange.Host.Checkpoints;
using Melange.Host.Machine;
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

    /// <summary>Folders of results of other experiments: what was trained there alike is not trained again.</summary>
    public IReadOnlyList<string> WeightsOf { get; init; } = [];

    private readonly SharedTraining shared = new(plan.Trials, catalog);
    private HashSet<Trial> againOnly = [];

    /// <summary>Runs what is missing, then times what is trained.</summary>
    /// <param name="cancellation">Asks the workers to stop.</param>
    /// <returns>The last words of each trial that failed.</returns>
    /// <exception cref="OperationCanceledException">The experiment was stopped.</exception>
    public async Task<IReadOnlyDictionary<Trial, string>> RunAsync(CancellationToken cancellation)
    {
        var failures = await RunMissingAsync(cancellation);
        await new ExperimentTiming(plan, view, trial => WorkerOptions(againOnly.Contains(trial)))
            .RunAsync(cancellation);
        return failures;
    }

    private async Task<IReadOnlyDictionary<Trial, string>> RunMissingAsync(CancellationToken cancellation)
    {
        var missing = InOrder(plan.Trials.Where(trial => !File.Exists(trial.Folder.Result))).ToList();
        foreach (var trial in missing)
            Prepare(trial);
        var failures = new ConcurrentDictionary<Trial, string>();
        if (missing.Count == 0)
            return failures;
        var threads = missing.Max(trial => trial.Options.ThreadsHere);
        var workers = Math.Min(plan.File.Options.Workers, missing.Count);
        if (CoreCheck.Warning(workers, threads, Environment.ProcessorCount) is { } warning)
            view.Say($"Warning: {warning}");
        if (ProcessorFeatures.Present.Warning is { } slow)
            view.Say($"Warning: {slow}");
        var atOnce = new ParallelOptions
        {
            MaxDegreeOfParallelism = plan.File.Options.Workers,
            CancellationToken = CancellationToken.None
        };
        var ended = missing.ToDictionary(trial => trial, _ => new TaskCompletionSource());
        await view.ShowAsync(missing, report => Parallel.ForEachAsync(missing, atOnce,
            async (trial, _) =>
            {
                if (await EndOf(trial, ended, message => report(trial, message), cancellation) is { } lastWords)
                    failures[trial] = lastWords;
            }));
        return failures;
    }

    // Who takes another's weights waits for it; those that train come first: nobody waits for what is not begun.
    private IEnumerable<Trial> InOrder(IEnumerable<Trial> trials) =>
        trials.OrderBy(trial => shared.FirstAlike(trial) is not null);

    // What a full disk costs one trial, it does not cost the others.
    private async Task<string?> EndOf(Trial trial, Dictionary<Trial, TaskCompletionSource> ended,
        Action<WorkerMessage> report, CancellationToken cancellation)
    {
        try
        {
            if (shared.FirstAlike(trial) is { } first && ended.TryGetValue(first, out var isEnded))
                await isEnded.Task;
            cancellation.ThrowIfCancellationRequested();
            if (shared.TakeOver(trial) is { } from)
                view.Say($"{trial.Name}: its weights are those of {from.Path}, which was trained alike.");
            var limit = TimeSpan.FromMinutes(plan.File.Options.TrialMinutes);
            return await new TrialProcess(trial, limit, WorkerOptions(againOnly.Contains(trial)))
                .RunAsync(report, cancellation);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return $"a file cannot be read or written: {closed.Message}";
        }
        finally
        {
            ended[trial].SetResult();
        }
    }

    /// <summary>Looks at what stands in the trials' folders; to be called before anything is run or written.</summary>
    /// <remarks>
    /// A complete trial stands as it is; one under way may get settings that change none of its steps. What is only
    /// spoken or measured by other plugins, or by a vocoder of other files, is evaluated again, where its weights are
    /// there.
    /// </remarks>
    /// <exception cref="FaultException">A trial's folder was made with other settings, or one of
    /// <see cref="WeightsOf"/> has no trial.</exception>
    public void CheckFolders()
    {
        if (shared.Add(WeightsOf) is { Count: > 0 } empty)
            throw new FaultException(empty);
        var vocoders = new VocoderOrigins();
        var standings = plan.Trials.Select(trial =>
            TrialStanding.Of(trial, PluginsOf(trial), vocoders) with { TrainedBy = shared.Giver(trial) }).ToList();
        var faults = TrialStanding.FaultsOf(standings);
        if (faults.Count > 0 && !rule.IsAccepting)
            throw new FaultException(faults);
        TrialStanding.Accept(standings, rule, view.Say);
        var again = standings.Where(standing => standing.ToAccept.Count == 0 && standing.Evaluation.Count > 0).ToList();
        foreach (var one in SaidOnce.Of(again.Select(standing => (standing.Trial, "its weights stand, it is "
            + $"evaluated again: {string.Join("; ", standing.Evaluation)}")), trial => trial.Name))
            view.Say($"{one.First.Name}: {one}");
        foreach (var standing in standings.Where(standing => standing.HasResult && !standing.Accepted().IsComplete))
            Forget(standing.Trial);
        againOnly = [.. again.Select(standing => standing.Trial)];
    }

    private void Forget(Trial trial)
    {
        if (File.Exists(trial.Folder.Scores))
            view.Say($"{trial.Name}: scores from outside are of its speech until now, and are put aside as "
                + $"{trial.Folder.EarlierScores}.");
        File.Delete(trial.Folder.Result);
    }

    private IReadOnlyList<PluginStamp> PluginsOf(Trial trial) => PluginStamps.Of(trial.Config, catalog);

    // Weights that are evaluated again may be of plugins that a person accepted before: no step is taken with others.
    private IReadOnlyList<string> WorkerOptions(bool againOnly) =>
    [
        .. rule.IsAccepting || againOnly ? new[] { LoadRule.Option } : [],
        .. IsLocked ? new[] { PluginLock.Option } : []
    ];

    private void Prepare(Trial trial)
    {
        Directory.CreateDirectory(trial.Folder.Path);
        WholeFile.Write(trial.Folder.Config, trial.Config.ToJson());
        trial.Folder.WritePlugins(PluginsOf(trial));
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
