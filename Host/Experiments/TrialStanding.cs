using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>What stands in a trial's folder, held against what would be run now.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="StepsDone">Steps that are done and kept.</param>
/// <param name="HasResult">Whether its result is there.</param>
public sealed record TrialStanding(Trial Trial, int StepsDone, bool HasResult)
{
    /// <summary>Settings that made what stands there otherwise: one a line.</summary>
    public IReadOnlyList<string> Settings { get; private init; } = [];

    /// <summary>Plugins that trained it otherwise: one a line.</summary>
    public IReadOnlyList<string> Training { get; private init; } = [];

    /// <summary>Plugins, and a vocoder's files, that spoke or measured otherwise, for a result whose training stands:
    /// one a line.</summary>
    public IReadOnlyList<string> Evaluation { get; private init; } = [];

    /// <summary>Whether there is nothing to do for it.</summary>
    public bool IsComplete => HasResult && Evaluation.Count == 0;

    /// <summary>Whether it will be timed: its weights are there, or will be.</summary>
    public bool IsTimed => !IsComplete || StepsDone > 0;

    /// <summary>Whether its times are there, and stay.</summary>
    public bool HasTimes => IsComplete && File.Exists(Trial.Folder.Timing);

    /// <summary>The variant that trains for this one, whose training is the same, or a trial elsewhere that was trained
    /// so; null where it trains itself.</summary>
    public string? TrainedBy { get; init; }

    /// <summary>Whether it will be spoken with weights that another trial has trained.</summary>
    public bool TakesWeights => TrainedBy is not null && !HasResult && StepsDone == 0;

    /// <summary><c>new</c>, <c>new, weights of w-0</c>, <c>goes on from step 200</c>, <c>evaluated again</c> or
    /// <c>complete</c>.</summary>
    public string State => IsComplete ? "complete" : HasResult ? "evaluated again"
        : StepsDone > 0 ? $"goes on from step {StepsDone}"
        : TakesWeights ? $"new, weights of {TrainedBy}" : "new";

    /// <summary>Looks at a trial's folder.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="plugins">The plugins that it would use now.</param>
    /// <param name="vocoders">What vocoders are made of now.</param>
    internal static TrialStanding Of(Trial trial, IReadOnlyList<PluginStamp> plugins, VocoderOrigins vocoders)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var folder = trial.Folder;
        var steps = Checkpoint.AllOf(folder.Checkpoint) is [.., var last] ? last.Step : 0;
        var standing = new TrialStanding(trial, steps, File.Exists(folder.Result));
        if (!File.Exists(folder.Config) || (steps == 0 && !standing.HasResult))
            return standing; // nothing is done yet
        var (config, before) = (LayeredConfig.Read(folder.Config, []), folder.ReadPlugins());
        var training = PluginStamps.Differences(before, plugins, OriginDifferences.IsOfTraining);
        if (folder.ReadOwnResult() is not { } result)
            return standing with
            {
                Settings = OriginDifferences.OfTraining(config, trial.Config, steps),
                Training = training
            };
        var settings = config.Differences(trial.Config);
        return standing with
        {
            Settings = settings,
            Training = training,
            Evaluation =
            [
                .. PluginStamps.Differences(before, plugins,
                    section => section is OriginDifferences.SpeakingSection or OriginDifferences.MeasuringSection),
                .. settings.Count == 0 ? vocoders.Difference(trial, result) : []
            ]
        };
    }

    /// <summary>All differences that a person must accept before anything goes on.</summary>
    public IReadOnlyList<string> ToAccept =>
        [.. Settings, .. IsTrained ? Training : Training.Union(Evaluation)];

    /// <summary>Whether its result stays once they are accepted: other plugins made it by the same config, and the
    /// weights to speak with again are gone.</summary>
    public bool KeepsResult => !IsTrained && Settings.Count == 0 && ToAccept.Count > 0;

    /// <summary>Prints what was accepted, and what follows: what is the same of many trials once.</summary>
    /// <param name="standings">The trials.</param>
    /// <param name="rule">Prints the differences of those that go on.</param>
    /// <param name="tell">Told of those whose result stays, and of those that have nothing to go on from.</param>
    public static void Accept(IReadOnlyList<TrialStanding> standings, LoadRule rule, Action<string> tell)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(tell);
        foreach (var one in Once(standings, standing => standing.ToAccept.Count > 0 && !standing.KeepsResult,
            standing => string.Join('\n', standing.ToAccept)))
            rule.Apply(one.First.Folder.Path,
                [.. $"{one.Text}\n{one.Others}".Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        foreach (var one in Once(standings, standing => standing.KeepsResult, standing => "its result stands as other "
            + $"plugins made it, since its last checkpoint is gone: {string.Join("; ", standing.ToAccept)}."))
            tell($"{one.First.Name}: {one}");
        foreach (var one in Once(standings, standing => standing.IsLost,
            _ => "its checkpoints are gone: it is trained from the start."))
            tell($"{one.First.Name}: {one}");
    }

    /// <summary>Where it stands once a person has accepted the differences: what is there goes on, or stays.</summary>
    public TrialStanding Accepted() => ToAccept.Count == 0 ? this : this with
    {
        HasResult = KeepsResult,
        Settings = [],
        Training = [],
        Evaluation = []
    };

    /// <summary>A fault for each setting of them, and one for all plugins, which a new build changes together; what is
    /// the same of many trials is said once, and what to do behind the last.</summary>
    public static IReadOnlyList<Fault> FaultsOf(IEnumerable<TrialStanding> standings)
    {
        var odd = standings.Where(standing => standing.ToAccept.Count > 0).ToList();
        var told = SaidOnce.Of(odd.SelectMany(standing => standing.Complaints.Select(
            complaint => (standing.Trial, complaint))), trial => trial.Name);
        var (them, accept) = (odd.Count == 1 ? "it" : "them", LoadRule.Option);
        var advice = odd.TrueForAll(standing => standing.KeepsResult)
            ? $" Use --fresh to start {them} again, --out for another folder, or {accept} to keep {them}."
            : $" Use --fresh to start {them} again, --out for another folder, or {accept} to go on with {them}.";
        return [.. told.Select(one => new Fault(one.First.Folder.Path, 0, one == told[^1] ? one + advice : $"{one}"))];
    }

    private static IReadOnlyList<Said<Trial>> Once(
        IReadOnlyList<TrialStanding> standings, Func<TrialStanding, bool> which, Func<TrialStanding, string> text) =>
        SaidOnce.Of(standings.Where(which).Select(standing => (standing.Trial, text(standing))), trial => trial.Name);

    private IEnumerable<string> Complaints =>
    [
        .. Settings.Select(change => $"was made with other settings: {change}."),
        .. KeepsResult ? [$"was made by other plugins, and its last checkpoint is gone: {string.Join("; ", ToAccept)}."]
            : Training.Count == 0 ? Array.Empty<string>()
            : [$"was trained by other plugins: {string.Join("; ", Training)}."]
    ];

    // Nothing of what made its result is there to go on from.
    private bool IsLost => HasResult && StepsDone == 0 && ToAccept.Count > 0 && !KeepsResult && TrainedBy is null;

    // The weights that were evaluated are still there.
    private bool IsTrained => !HasResult || StepsDone >= Trial.Options.Training.Steps;
}
