using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>What one variant made of a shown pair.</summary>
/// <param name="Variant">Index of the variant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trial">Its first trial that shows the pair.</param>
/// <param name="Evidence">What that trial left.</param>
/// <param name="OtherTrials">Its further trials that show the pair.</param>
internal sealed record ShownTake(
    int Variant, string Name, TrialReport Trial, PairEvidence Evidence, IReadOnlyList<TrialReport> OtherTrials);

/// <summary>A pair that the report shows, with the takes of all variants that have one.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Takes">A take a variant.</param>
internal sealed record ShownPair(PairResult Pair, IReadOnlyList<ShownTake> Takes)
{
    /// <summary>The reference, from the first take that has it whole.</summary>
    public SpeechEvidence Reference => Best(Takes.Select(take => take.Evidence.Reference));

    /// <summary>The true target, from the first take that has it whole.</summary>
    public SpeechEvidence Target => Best(Takes.Select(take => take.Evidence.Target));

    /// <summary>The sites that any take has, ordered by name.</summary>
    public IReadOnlyList<string> Sites => [.. Takes.SelectMany(take => take.Evidence.Sites)
        .Select(site => site.Site).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads all pairs that a trial shows.</summary>
    public static IReadOnlyList<ShownPair> All(ExperimentReport report)
    {
        var pairs = report.Variants.SelectMany(variant => variant.Trials).SelectMany(trial => trial.Result.Pairs)
            .Where(pair => pair.IsShown).DistinctBy(pair => pair.Id);
        return [.. pairs.Select(pair => new ShownPair(pair,
            [.. report.Variants.Select((variant, index) => Take(pair.Id, variant, index)).OfType<ShownTake>()]))];
    }

    /// <summary>The folder of a pair in a trial.</summary>
    public static string Folder(TrialReport trial, string pair) => Path.Combine(trial.Folder, "pairs", pair);

    private static ShownTake? Take(string pair, VariantReport variant, int index)
    {
        var trials = variant.Trials.Where(trial => trial.Result.Pairs.Any(one => one.Id == pair && one.IsShown))
            .OrderBy(trial => trial.Result.Seed).ToList();
        return trials.Count == 0
            ? null
            : new ShownTake(index, variant.Name, trials[0], PairReader.Read(Folder(trials[0], pair)), trials[1..]);
    }

    private static SpeechEvidence Best(IEnumerable<SpeechEvidence> candidates) =>
        candidates.OrderByDescending(speech =>
            (speech.Audio is null ? 0 : 1) + (speech.LogMel is null ? 0 : 1)).First();
}
