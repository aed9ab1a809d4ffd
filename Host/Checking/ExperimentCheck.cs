using Melange.Host.Assembly;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Plugins;

namespace Melange.Host.Checking;

/// <summary>Makes all checks of an experiment, and goes on after each fault to find the others.</summary>
/// <remarks>Files first, then corpus and parts, then a dry run of each variant that is sound, then the machine.</remarks>
/// <param name="request">The experiment.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="room">What the machine has left.</param>
/// <param name="dry">Makes a dry run of a config: what it found, or how it went wrong.</param>
public sealed class ExperimentCheck(CheckRequest request, PluginCatalog catalog, MachineRoom room,
    Func<LayeredConfig, Task<(DryReport? Report, string Failure)>> dry)
{
    private readonly List<Fault> faults = [];
    private readonly List<Fault> failures = [];
    private readonly List<(Trial First, PreparedCorpus? Corpus)> corpora = [];

    /// <summary>Checks.</summary>
    /// <param name="tell">Told of each variant whose dry run begins.</param>
    public async Task<CheckReport> RunAsync(Action<string> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var file = ExperimentFile.Collect(request.File, request.Settings, catalog, faults);
        var variants = new List<CheckedVariant>();
        foreach (var trials in Trials(file).GroupBy(trial => trial.Variant))
            if (await CheckAsync([.. trials], tell) is { } found)
                variants.Add(found);
        var report = new CheckReport([], [], variants, file?.Options, room);
        faults.AddRange(Lacks(report, file));
        return report with
        {
            Faults = [.. faults.DistinctBy(fault => fault.Message)],
            Failures = failures
        };
    }

    private List<Trial> Trials(ExperimentFile? file)
    {
        var trials = new List<Trial>();
        foreach (var (variant, config) in file?.Variants ?? new Dictionary<string, LayeredConfig>())
            foreach (var seed in file!.Options.Seeds)
                if (FaultCollection.Collect(faults, () => Trial.Of((variant, seed), config, catalog, request.Folder))
                    is { } trial)
                    trials.Add(trial);
        return trials;
    }

    private async Task<CheckedVariant?> CheckAsync(IReadOnlyList<Trial> trials, Action<string> tell)
    {
        var (first, before) = (trials[0], faults.Count);
        if (CorpusOf(first) is not { } corpus)
            return null;
        faults.AddRange(new VariantCheck(first, corpus).Run(out var pairs));
        foreach (var trial in trials)
            faults.AddRange(ExperimentRun.FaultsOfFolder(trial));
        if (faults.Count > before)
            return null;
        tell(first.Variant);
        var (report, failure) = await dry(first.Config);
        if (report is null)
            failures.Add(new(request.File, 0, $"variant '{first.Variant}': {failure}"));
        return report is null ? null : new(first.Variant, report, [.. trials.Select(PlannedTrial.Of)],
            pairs.Sum(pair => pair.Target.Frames), pairs.Where(pair => pair.IsShown).Sum(pair => Bytes(pair, first)));
    }

    // The corpus is read once for each way of reading it.
    private PreparedCorpus? CorpusOf(Trial trial)
    {
        foreach (var (first, known) in corpora)
            if (!ExperimentPlan.ReadsOtherwise(trial, first))
                return known;
        var corpus = FaultCollection.Collect(faults, () => RunAssembly.Prepare(trial.Options));
        corpora.Add((trial, corpus));
        return corpus;
    }

    // Three recordings in 16 bits, three mels and the maps of all sites in 32.
    private static long Bytes(EvaluationPair pair, Trial trial)
    {
        var (target, reference, format) = (pair.Target.Frames, pair.Reference.Frames, trial.Options.Features);
        var frames = 2 * target + reference;
        return frames * (2L * format.HopSamples + 4L * format.Bins) + 4 * 2 * target * reference;
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
