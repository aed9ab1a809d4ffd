using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Evidence;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>A report with what was computed from it once, for all sections.</summary>
/// <param name="Report">The experiment.</param>
/// <param name="Trials">The finished trials of each variant.</param>
/// <param name="Comparisons">The variants in each metric.</param>
internal sealed record ReportPage(
    ExperimentReport Report, IReadOnlyList<VariantTrials> Trials, IReadOnlyList<MetricComparison> Comparisons)
{
    /// <summary>Computes what the sections need.</summary>
    public static ReportPage Of(ExperimentReport report)
    {
        var trials = report.Variants
            .Select(variant =>
                new VariantTrials(variant.Name, [.. variant.Trials.Select(trial => trial.Result)])).ToList();
        return new ReportPage(report, trials, MetricComparison.All(trials));
    }

    /// <summary>The protocols that were evaluated.</summary>
    public IReadOnlyList<string> Protocols => [.. Comparisons.Select(metric => metric.Protocol).Distinct()];

    /// <summary>Number of pairs that any trial evaluated.</summary>
    public int PairCount => Pairs.DistinctBy(pair => pair.Id).Count();

    private IEnumerable<PairResult> Pairs =>
        Trials.SelectMany(variant => variant.Trials).SelectMany(trial => trial.Pairs);

    /// <summary>Number of pairs of a protocol that any trial evaluated.</summary>
    public int PairsOf(string protocol) =>
        Pairs.Where(pair => pair.Protocol == protocol).DistinctBy(pair => pair.Id).Count();

    /// <summary>The seeds of the finished trials.</summary>
    public IReadOnlyList<int> Seeds =>
        [.. Trials.SelectMany(variant => variant.Trials).Select(trial => trial.Seed).Distinct().Order()];

    /// <summary>What stands below the head, in order; a section of which nothing is known has no body.</summary>
    public IEnumerable<(string Id, string Title, Markup Body)> Sections() =>
    [
        ("metrics", "Metrics", MetricsSection.Write(this)),
        ("pairs", "Listen and look", PairsSection.Write(this)),
        ("emotions", "Emotions", EmotionSection.Write(this)),
        ("relations", "What goes together", RelationsSection.Write(this)),
        ("mels", "Mel values", MelsSection.Write(this)),
        ("energy", "Energy", EnergySection.Write(this)),
        ("training", "Training", TrainingSection.Write(this)),
        ("trials", "Trials", TrialsSection.Write(this)),
        ("facts", "Facts", FactsSection.Write(this))
    ];
}
