using System.Globalization;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Features;

namespace Melange.Host.Checkpoints;

/// <summary>Compares what a checkpoint was made from with what goes on from it.</summary>
public static class OriginDifferences
{
    /// <summary>The section of what speaks with a trained model.</summary>
    public const string SpeakingSection = "synthesis";

    /// <summary>The section of what measures the speech.</summary>
    public const string MeasuringSection = "metrics";

    // What tensors depend on, and what ids in them stand for.
    private static readonly string[] ModelSections = ["model", "features", "diffusion"];

    // What changes no step of training.
    private static readonly string[] FreeSections = [SpeakingSection, MeasuringSection, "evaluate"];

    private static readonly string[] RateOptions =
    [
        .. typeof(IRateOptions).GetProperties()
            .Select(option => char.ToLowerInvariant(option.Name[0]) + option.Name[1..])
    ];

    private const string FeatureCache = "cache";
    private const string Reflow = "training.reflow";

    private static readonly string[] FreeOptions =
    [
        FeatureCache, "training.checkpointSteps", "training.keepLast", "training.keepSteps", "training.logSteps",
        "training.consoleSteps", "training.tensorboard"
    ];

    /// <summary>Whether what stands in a section of the config changes steps of training.</summary>
    public static bool IsOfTraining(string section) => !FreeSections.Contains(section);

    /// <summary>What differs for training on: whatever would have made other steps than those that are done.</summary>
    /// <param name="found">The checkpoint's origin.</param>
    /// <param name="wanted">The run's.</param>
    /// <param name="step">Steps that are done.</param>
    /// <returns>One line a difference, from found to wanted.</returns>
    public static IReadOnlyList<string> OfRun(CheckpointOrigin found, CheckpointOrigin wanted, int step) =>
    [
        .. OfTraining(found.Config, wanted.Config, step).Select(change => $"~ config {change}"),
        .. OfThreads(found, wanted),
        .. PluginStamps.Differences(found.Plugins, wanted.Plugins, IsOfTraining),
        .. OfInventories(found.Inventory, wanted.Inventory)
    ];

    /// <summary>The options whose change would have made other steps than those that are done.</summary>
    /// <param name="found">The config of those steps.</param>
    /// <param name="wanted">The config that goes on.</param>
    /// <param name="step">Steps that are done.</param>
    /// <returns>Each with both values: <c>training.batchSize 8 → 16</c>.</returns>
    public static IReadOnlyList<string> OfTraining(LayeredConfig found, LayeredConfig wanted, int step) =>
    [
        .. found.Without(FreeSections).Differences(wanted.Without(FreeSections))
            .Where(change => !IsFree(PathOf(change)))
            .Where(change => !IsOfSchedule(PathOf(change)) || !HasSameSchedule(found, wanted, step))
    ];

    /// <summary>Whether two configs train the same model and keep the same checkpoints of it.</summary>
    public static bool TrainAlike(LayeredConfig one, LayeredConfig other) =>
        one.Without(FreeSections).Differences(other.Without(FreeSections))
            .All(change => PathOf(change) == FeatureCache);

    /// <summary>What differs for speaking: the model's parts and their plugins.</summary>
    /// <param name="found">The checkpoint's origin.</param>
    /// <param name="wanted">What is to speak.</param>
    /// <returns>One line a difference, from found to wanted.</returns>
    public static IReadOnlyList<string> OfModel(CheckpointOrigin found, CheckpointOrigin wanted) =>
    [
        .. ModelSections.SelectMany(name => found.Config.Section(name).Differences(wanted.Config.Section(name))
            .Select(change => $"~ config {name}.{change}")),
        .. OfMels(found, wanted),
        .. PluginStamps.Differences(found.Plugins, wanted.Plugins, section => section == "model"),
        .. OfInventories(found.Inventory, wanted.Inventory)
    ];

    /// <summary>What differs in what ids stand for.</summary>
    /// <param name="found">The checkpoint's inventory.</param>
    /// <param name="wanted">That of the corpus it is used with.</param>
    /// <returns>One line a kind, from found to wanted.</returns>
    public static IReadOnlyList<string> OfInventories(CorpusInventory found, CorpusInventory wanted)
    {
        (string Kind, IReadOnlyList<string> Found, IReadOnlyList<string> Wanted)[] lists =
        [
            ("phonemes", found.Phonemes, wanted.Phonemes), ("speakers", found.Speakers, wanted.Speakers),
            ("emotions", found.Emotions, wanted.Emotions)
        ];
        return [.. lists.Where(list => !list.Found.SequenceEqual(list.Wanted)).Select(list =>
            $"~ {list.Kind} {string.Join(' ', list.Found)} -> {string.Join(' ', list.Wanted)}")];
    }

    // "threads": 0 takes what a machine has; where the option itself differs, the config has said so.
    private static IEnumerable<string> OfThreads(CheckpointOrigin found, CheckpointOrigin wanted)
    {
        var isOption = found.Config.Differences(wanted.Config).Any(change => PathOf(change) == "threads");
        if (!isOption && found.Threads > 0 && wanted.Threads > 0 && found.Threads != wanted.Threads)
            yield return $"~ threads {found.Threads} -> {wanted.Threads}, so that gradients differ in their last bits";
    }

    // What a config does not say is as it was by default then.
    private static IEnumerable<string> OfMels(CheckpointOrigin found, CheckpointOrigin wanted) =>
        found.Mel is { } then && wanted.Mel is { } now && found.Config.Section("features").Differences(
            wanted.Config.Section("features")).Count == 0
            ? then.Differences(now).Select(number => $"~ log-mel {number}") : [];

    private static bool IsOfSchedule(string path) =>
        path is "training.steps" or Reflow || path.StartsWith($"{Reflow}.", StringComparison.Ordinal);

    // More or fewer steps change nothing that is done as long as the rates of those steps stay, and what they learned.
    private static bool HasSameSchedule(LayeredConfig found, LayeredConfig wanted, int steps)
    {
        var ((before, reflowBefore), (now, reflowNow)) = (Schedule(found), Schedule(wanted));
        return Enumerable.Range(0, steps).All(step => LearningRate.At(step, before) == LearningRate.At(step, now))
            && (Math.Min(reflowBefore, reflowNow) >= steps || (reflowBefore == reflowNow && Pairs(found)
                .Differences(Pairs(wanted)).Count == 0));
    }

    // Rates and number of steps, and the steps before reflow, all where there is none.
    private static (TrainingOptions Rates, int BeforeReflow) Schedule(LayeredConfig config)
    {
        var training = config.Section("training");
        var rates = OptionsBinder.Bind<TrainingOptions>(training.Without([.. training.Keys().Except(RateOptions)]));
        return config.Value($"{Reflow}.steps") is { } last
            ? (rates, rates.Steps - int.Parse(last, CultureInfo.InvariantCulture)) : (rates, int.MaxValue);
    }

    private static LayeredConfig Pairs(LayeredConfig config) => config.Section(Reflow).Without("steps");

    private static bool IsFree(string path) => FreeOptions.Any(
        option => path == option || path.StartsWith($"{option}.", StringComparison.Ordinal));

    private static string PathOf(string change) => change.Split(' ')[0];
}
