using Melange.Host.Runs;

namespace Melange.Host.Reports.Evidence;

/// <summary>All that a report tells of an experiment, finished or not.</summary>
/// <param name="Name">Name of the experiment.</param>
/// <param name="ExperimentFile">The file that describes it, as the user named it.</param>
/// <param name="Variants">Its variants; the others are compared with the first. One without trials is listed as
/// such.</param>
/// <param name="Failures">Trials that ended without a result.</param>
/// <param name="Format">Rate and bins of audio and spectrograms.</param>
/// <param name="PhonemeNames">Name of each phoneme id; id 0 is padding.</param>
/// <param name="Facts">Where, when and with what it was run.</param>
public sealed record ExperimentReport(
    string Name, string ExperimentFile, IReadOnlyList<VariantReport> Variants, IReadOnlyList<FailedTrial> Failures,
    AudioFormat Format, IReadOnlyList<string> PhonemeNames, ReportFacts Facts)
{
    /// <summary>Whether its variants are of several experiments, and differ from the first of them.</summary>
    public bool IsOfSeveral { get; init; }
}

/// <summary>One variant of an experiment.</summary>
/// <param name="Name">Its name in the experiment.</param>
/// <param name="Differences">What differs from the base: <c>model.estimator.attention.use f2f → f2b</c>.</param>
/// <param name="ResolvedConfig">Its whole config as it was run, JSON.</param>
/// <param name="Trials">Its finished trials, one a seed.</param>
public sealed record VariantReport(
    string Name, IReadOnlyList<string> Differences, string ResolvedConfig, IReadOnlyList<TrialReport> Trials);

/// <summary>One finished trial.</summary>
/// <param name="Result">What it found.</param>
/// <param name="Folder">Its folder; the audio and tensors of a shown pair are in <c>pairs/Id/</c>.</param>
public sealed record TrialReport(TrialResult Result, string Folder);

/// <summary>One trial that ended without a result.</summary>
/// <param name="Variant">Name of its variant.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="LastWords">The end of what it wrote before it ended.</param>
public sealed record FailedTrial(string Variant, int Seed, string LastWords);

/// <summary>Where, when and with what an experiment was run.</summary>
/// <param name="Plugins">The plugins in use: <c>Attention.F2F 0.1.0</c>.</param>
/// <param name="Device">The device: <c>cpu</c>.</param>
/// <param name="Threads">Threads of each trial.</param>
/// <param name="TotalSeconds">Wall time of the whole experiment, in seconds.</param>
/// <param name="Date">When it ended, as it is shown.</param>
/// <param name="CommandLine">The command that runs it again.</param>
public sealed record ReportFacts(
    IReadOnlyList<string> Plugins, string Device, int Threads, double TotalSeconds, string Date, string CommandLine)
{
    /// <summary>In which numbers estimators computed; several where variants differ.</summary>
    public required string Precision { get; init; }

    /// <summary>How often each trained model was to be timed alone; 0 for never, and where nobody noted it.</summary>
    public int TimingRounds { get; init; }

    /// <summary>What was said before it ran: options that were dropped, utterances without a reference.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
