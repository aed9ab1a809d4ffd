using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Bench;

/// <summary>How time and memory grow with the utterances of a corpus: first start, second start, pairs.</summary>
/// <remarks>
/// Recordings of 4 s at 16 kHz, all of them links to one, so that the disk of nobody is measured; 101 texts are held
/// out. "One pass" reads every recording and computes its log-mel on all cores, and keeps nothing.
/// </remarks>
internal static class CorpusBenchmark
{
    private static readonly int[] Counts = [1000, 2000, 4000, 8000, 16000];

    /// <summary>Measures and prints a table, and draws it.</summary>
    public static void Run()
    {
        var points = Counts.SelectMany(Measure).ToList();
        MarkdownTable.Print("A corpus of 4 s utterances",
            ["utterances", "", "s", "ms an utterance", "peak MiB above what was there"],
            points.Select(point => (IReadOnlyList<string>)
            [
                $"{point.Size}", point.Contender, MarkdownTable.Number(point.Measured.Median / 1000, 2),
                MarkdownTable.Number(point.Measured.Median / point.Size, 3), point.Measured.Peak
            ]));
        GrowthPlot.Write(points, "docs/images/corpus.png",
            new("utterances", "s", Unit: 1000));
    }

    private static IEnumerable<GrowthPoint> Measure(int count)
    {
        using var folder = new ScaledCorpus(count);
        var options = Repository.Variant("small", [
            "corpus={ \"use\": \"text-folder\", \"path\": \"" + folder.Path + "\" }", $"cache={folder.Cache}"]);
        var rounds = new Rounds(WarmUp: count == Counts[0] ? 1 : 0, Timed: 1);
        var measured = Interleaved.Measure(new($"{count}", () => Contenders(options, folder)), rounds);
        return measured.SkipLast(1).Select(one => new GrowthPoint(count, one.Contender.Name, one)).ToList();
    }

    private static List<Contender> Contenders(RunOptions options, ScaledCorpus folder) =>
    [
        new("one pass", () => Pass(options)),
        new("first start", () =>
        {
            folder.Clear();
            RunAssembly.Prepare(options);
        }),
        new("second start", () => RunAssembly.Prepare(options)),
        new("second start and pairs", () => EvaluationPairs.Choose(RunAssembly.Prepare(options), options.Evaluate))
    ];

    private static void Pass(RunOptions options)
    {
        using var spectrogram = new LogMelSpectrogram(options.Features);
        var threads = get_num_threads();
        using (new HeldFinalizers())
            Parallel.ForEach(RunAssembly.ReadCorpus(options), utterance =>
            {
                set_num_threads(1);
                using var scope = NewDisposeScope();
                spectrogram.Of(((StoredSamples)utterance.Samples).Read());
            });
        set_num_threads(threads);
    }
}
