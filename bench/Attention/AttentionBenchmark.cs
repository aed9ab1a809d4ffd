namespace Melange.Bench;

/// <summary>f2f and f2b against the plain formula, at the first level of <c>unet</c>.</summary>
internal static class AttentionBenchmark
{
    private static readonly int[] FeatureCounts = [32, 128];
    private static readonly string[] Columns =
    [
        "case", "ours ms", "plain ms", "time, of plain", "at most",
        "ours MiB", "plain MiB", "memory, of plain", "at most"
    ];

    /// <summary>Measures and prints every case with its bounds, and the longest one.</summary>
    public static void Run(Rounds rounds)
    {
        var cases = FeatureCounts.SelectMany(Cases).ToList();
        MarkdownTable.Print("f2f and f2b against the plain formula: C = 64, M = 80, H = 4, D = 240", Columns,
            cases.Select(one => Row(one, rounds)));
        MarkdownTable.Print(
            "f2b forward, T = R = 2048: the map alone would be 5 GiB", ["case", "ms", "MiB above inputs"],
            FeatureCounts.SelectMany(features => Long(features, rounds)));
    }

    /// <summary>Measures and prints a site without a probe, and with one that wants nothing or the map.</summary>
    public static void RunProbe(Rounds rounds)
    {
        foreach (var design in new[] { "f2f", "f2b" })
            MarkdownTable.Print($"{design} forward, T = R = 512, A = 32: off, off again, watched", Interleaved.Measure(
                new("probe", () =>
                {
                    var work = new AttentionWork(design, new(32, 512), PairKind.All);
                    return
                    [
                        new("probe off", () => work.Ours()), new("probe off, again", () => work.Ours()),
                        new("a probe that wants nothing", () => work.Ours(new IdleProbe())),
                        new("a probe that wants the map", () => work.Ours(new IdleProbe(Wanted: true)))
                    ];
                }), rounds));
    }

    private static IEnumerable<BoundedCase> Cases(int features)
    {
        AttentionSize large = new(features, 512), step = new(features, 172, Batch: 4);
        yield return new($"f2b forward, T = R = 512, A = {features}", "f2b", large, new(0.35, 0.2));
        yield return new($"f2b forward, reference mask, A = {features}", "f2b", large, new(0.35, 0.2),
            PairKind.ReferenceMask);
        yield return new($"f2b forward, phoneme mask, A = {features}", "f2b", large, new(0.5, 0.3), PairKind.Phonemes);
        yield return new($"f2b forward and backward, B = 4, T = R = 172, A = {features}", "f2b", step, new(0.6, 0.5),
            IsBackwards: true);
        yield return new($"f2f forward, T = R = 512, A = {features}", "f2f", large, new(0.7, null));
    }

    private static string[] Row(BoundedCase one, Rounds rounds)
    {
        var measured = Interleaved.Measure(new(one.Name, one.Contenders), rounds);
        var (ours, plain) = (measured[0], measured[1]);
        return
        [
            one.Name, MarkdownTable.Number(ours.Median, 1), MarkdownTable.Number(plain.Median, 1),
            MarkdownTable.Number(ours.Median / plain.Median, 2), MarkdownTable.Number(one.Bounds.Time, 2),
            ours.Peak, plain.Peak,
            ours.PeakBytes is { } mine && plain.PeakBytes is { } theirs
                ? MarkdownTable.Number((double)mine / theirs, 2) : "",
            one.Bounds.Memory is { } bound ? MarkdownTable.Number(bound, 2) : ""
        ];
    }

    private static IEnumerable<string[]> Long(int features, Rounds rounds)
    {
        foreach (var pairs in new[] { PairKind.All, PairKind.Phonemes })
        {
            var measured = Interleaved.Measure(new("long", () =>
            {
                var work = new AttentionWork("f2b", new(features, 2048), pairs);
                return [new("ours", () => work.Ours())];
            }), rounds with { WarmUp = 1, Timed = 3 });
            var mask = pairs == PairKind.All ? "no mask" : "phoneme mask";
            yield return [$"A = {features}, {mask}", MarkdownTable.Number(measured[0].Median, 0), measured[0].Peak];
        }
    }

    private sealed record IdleProbe(bool Wanted = false) : IProbe
    {
        public bool Wants(string site, string quantity, long entries) =>
            Wanted && quantity == ProbeQuantity.AttentionMap;

        public void Record(string site, string quantity, Tensor value) { }
    }
}
