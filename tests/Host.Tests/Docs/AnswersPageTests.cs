using System.Formats.Tar;
using System.IO.Compression;
using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Docs;

/// <summary>The tables of docs/answers.md and docs/estimators.md are what the results in docs/answers say; so are those of samplers.md.</summary>
public sealed class AnswersPageTests : IDisposable
{
    private static readonly string Page = string.Concat(new[] { "answers", "estimators", "samplers" }
        .Select(page => File.ReadAllText(Path.Combine(TestFolder.Repository, $"docs/{page}.md"))));

    private readonly TestFolder folder = new();

    public static TheoryData<string> Archives => [.. Directory
        .GetFiles(Path.Combine(TestFolder.Repository, "docs/answers")).Select(file => Path.GetFileName(file))];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Archives))]
    public void Page_EveryComparedMetric_HasTheRowOfItsResults(string archive)
    {
        var variants = Variants(archive);

        var compared = MetricComparison.All(variants)
            .Where(metric => metric.Protocol == "same-style" && metric.Variants.Any(one => one.Difference is not null))
            .ToList();

        Assert.NotEmpty(compared);
        Assert.Contains($"docs/answers/{archive}", Page);
        var missing = compared.Where(metric => !Page.Contains($"| {Row(metric)} |", StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing.Select(metric => $"{metric.Metric} | {Row(metric)} |")));
    }

    // "4.60 | 4.62 | +0.01 [−0.16, 0.19]"; of more than two variants a difference each.
    private static string Row(MetricComparison metric) => string.Join(" | ",
    [
        .. metric.Variants.Select(variant => EstimateText.Mean(variant.Mean)),
        .. metric.Variants.Skip(1).Where(variant => variant.Difference is not null).Select(variant =>
            $"{EstimateText.SignedMean(variant.Difference)} {EstimateText.Interval(variant.Difference)}")
    ]);

    // In the order of the experiment's variants, the first of which is the baseline.
    private List<VariantTrials> Variants(string archive)
    {
        using var packed = File.OpenRead(Path.Combine(TestFolder.Repository, "docs/answers", archive));
        using var tar = new GZipStream(packed, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(tar, folder.Name, overwriteFiles: false);
        var run = $"{folder.Name}/{archive.Split('.')[0]}";
        var plan = File.ReadAllText($"{run}/experiment.json");
        return
        [
            .. Directory.GetDirectories(run)
                .OrderBy(variant => plan.IndexOf($"\"name\": \"{Path.GetFileName(variant)}\"", StringComparison.Ordinal))
                .Select(variant => new VariantTrials(Path.GetFileName(variant),
                [
                    .. Directory.GetDirectories(variant).Order(StringComparer.Ordinal)
                        .Select(trial => new TrialFolder(trial).ReadResult()!)
                ]))
        ];
    }
}
