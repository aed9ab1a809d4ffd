using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Experiments;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Melange.Host.Runs;

namespace Melange.Host.Checking;

/// <summary>Makes all checks of an experiment, and goes on after each fault to find the others.</summary>
/// <remarks>
/// Files and the run's folder first; then, in a process for each variant, its corpus and parts and a dry run; then the
/// machine.
/// </remarks>
/// <param name="request">The experiment.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="room">What the machine has left.</param>
/// <param name="dry">Makes a dry run of a config.</param>
public sealed class ExperimentCheck(CheckRequest request, PluginCatalog catalog, MachineRoom room,
    Func<LayeredConfig, Task<DryOutcome>> dry)
{
    private readonly List<Fault> faults = [];
    private readonly List<Fault> failures = [];
    private readonly List<string> notices = [];

    /// <summary>Checks.</summary>
    /// <param name="tell">Told of each variant whose dry run begins.</param>
    public async Task<CheckReport> RunAsync(Action<string> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        if (RunFolder.Problem(request.Folder) is { } closed)
            faults.Add(closed);
        var file = ExperimentFile.Collect(request.File, request.Settings, catalog, faults)?.WithSeeds(request.Seeds);
        var variants = new List<CheckedVariant>();
        var all = Trial.All(file, catalog, request.Folder, faults);
        var shared = new SharedTraining(all, catalog);
        faults.AddRange(shared.Add(request.WeightsOf));
        var standings = Standings(all, shared);
        foreach (var trials in all.GroupBy(trial => trial.Variant))
            if (await CheckAsync([.. trials], standings, tell) is { } found)
                variants.Add(found);
        var report = new CheckReport([], [], variants, file?.Options, room);
        faults.AddRange(Lacks(report, file));
        return report with
        {
            Faults = [.. faults.Distinct()],
            Failures = failures,
            Notices = [.. file?.Notices ?? [], .. variants.SelectMany(variant => variant.Dry.Notices).Distinct(),
                .. shared.Notices(), .. notices]
        };
    }

    private async Task<CheckedVariant?> CheckAsync(
        IReadOnlyList<Trial> trials, Dictionary<Trial, TrialStanding> standings, Action<string> tell)
    {
        var variant = trials[0].Variant;
        tell(variant);
        var outcome = await dry(trials[0].Config);
        faults.AddRange(outcome.Faults);
        if (outcome.Failure.Length > 0)
            failures.Add(new(request.File, 0, $"variant '{variant}': {outcome.Failure}"));
        return outcome.Report is { } report ? new(variant, report, [.. trials.Select(trial => standings[trial])])
            : null;
    }

    private Dictionary<Trial, TrialStanding> Standings(List<Trial> trials, SharedTraining shared)
    {
        var vocoders = new VocoderOrigins();
        var found = trials.ToDictionary(trial => trial, trial =>
            TrialStanding.Of(trial, PluginStamps.Of(trial.Config, catalog), vocoders) with
            {
                TrainedBy = shared.Giver(trial)
            });
        if (!request.Rule.IsAccepting)
        {
            faults.AddRange(TrialStanding.FaultsOf(found.Values));
            return found;
        }
        TrialStanding.Accept([.. found.Values], request.Rule, notices.Add);
        return found.ToDictionary(pair => pair.Key, pair => pair.Value.Accepted());
    }

    private IEnumerable<Fault> Lacks(CheckReport report, ExperimentFile? file)
    {
        if (file is not null && report.DiskBytes > room.FreeDiskBytes)
            yield return new(request.Folder, 0, $"checkpoints and results need about {Sizes.Of(report.DiskBytes)}, "
                + $"but {Sizes.Of(room.FreeDiskBytes)} are free here; keep fewer checkpoints (training.keepLast), "
                + "or use --out for another disk.");
        if (file is not null && report.MemoryBytes > room.AvailableMemoryBytes)
            yield return new(request.File, 0, $"{report.AtOnce} workers need about {Sizes.Of(report.MemoryBytes)} of "
                + $"memory, but {Sizes.Of(room.AvailableMemoryBytes)} are available; lower workers or "
                + "training.batchSize.");
    }
}

/// <summary>Which experiment to check.</summary>
/// <param name="File">The experiment file, as the user named it.</param>
/// <param name="Settings"><c>key=value</c> of each <c>--set</c>.</param>
/// <param name="Folder">Folder of the experiment's results.</param>
public sealed record CheckRequest(string File, IReadOnlyList<string> Settings, string Folder)
{
    /// <summary>Seeds beside those of the file.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [];

    /// <summary>Folders of results of other experiments: what was trained there alike would not be trained again.
    /// </summary>
    public IReadOnlyList<string> WeightsOf { get; init; } = [];

    /// <summary>What follows when a trial's folder was made with other settings or plugins.</summary>
    public LoadRule Rule { get; init; } = LoadRule.Strict;
}
