using System.Globalization;
using Melange.Host.Checkpoints;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>Times the trained models of an experiment when no trial runs any more: one at a time, in turn.</summary>
/// <remarks>
/// What trials measure of time while they run beside each other is as much of the others as of themselves. So each
/// finished trial is loaded again in a process of its own, several rounds: variant by variant within a seed, the other
/// way round in every second round, so that a machine which grows slower is so for all. Where one lacks its times all
/// are timed anew.
/// </remarks>
/// <param name="plan">The trials.</param>
/// <param name="view">Told of it.</param>
/// <param name="options">More options of a worker's command line.</param>
internal sealed class ExperimentTiming(
    ExperimentPlan plan, IExperimentView view, Func<Trial, IReadOnlyList<string>> options)
{
    /// <summary>The option by which a worker is told its round.</summary>
    public const string Option = "--timing";

    private readonly int rounds = plan.File.Options.TimingRounds;

    /// <summary>Times what is finished and has its weights; a trial that cannot be timed is told of, and has no times.
    /// </summary>
    /// <exception cref="OperationCanceledException">The experiment was stopped.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var trials = plan.Trials.Where(trial => File.Exists(trial.Folder.Result)
            && Checkpoint.AllOf(trial.Folder.Checkpoint).Count > 0).OrderBy(trial => trial.Seed).ToList();
        if (rounds == 0 || trials.All(trial => File.Exists(trial.Folder.Timing)))
            return;
        view.Say($"Timing {trials.Count} trained models, each alone, {rounds} times in turn.");
        for (var round = 1; round <= rounds; round++)
            foreach (var trial in round % 2 == 1 ? [.. trials] : Enumerable.Reverse(trials).ToList())
                if (!await IsTimedAsync(trial, round, cancellation))
                    trials.Remove(trial);
        foreach (var folder in trials.Select(trial => trial.Folder))
            folder.WriteTiming(TrialTiming.Of(
                [.. Enumerable.Range(1, rounds).Select(round => folder.ReadRound(round)!)]));
    }

    private async Task<bool> IsTimedAsync(Trial trial, int round, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var limit = TimeSpan.FromMinutes(plan.File.Options.TrialMinutes);
        var process = new TrialProcess(trial, limit,
            [.. options(trial), Option, round.ToString(CultureInfo.InvariantCulture)])
        {
            Log = trial.Folder.TimingLog
        };
        if (await process.RunAsync(_ => { }, cancellation) is not { } lastWords)
            return true;
        view.Say($"{trial.Name} could not be timed: {lastWords}");
        return false;
    }
}
