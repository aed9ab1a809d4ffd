namespace Melange.Bench;

/// <summary>How time and memory grow with the frames: f2f, f2b and the plain formula of both.</summary>
internal static class GrowthBenchmark
{
    private const int Features = 32;
    private const long LongestPlainMap = 1024; // at 2048 frames the plain map of f2b and its copies need 15 GiB
    private static readonly long[] Lengths = [128, 256, 512, 1024, 2048];

    /// <summary>Measures and prints a table, and draws it.</summary>
    public static void Run(Rounds rounds)
    {
        var rows = Lengths.SelectMany(length => Row(length, rounds)).ToList();
        MarkdownTable.Print($"Growth: forward, B = 1, A = {Features}, no mask",
            ["T = R", "contender", "median ms", "min – max ms", "peak MiB above inputs"],
            rows.Select(row => (IReadOnlyList<string>)
            [
                $"{row.Size}", row.Contender, MarkdownTable.Number(row.Measured.Median, 1), row.Measured.Spread,
                row.Measured.Peak
            ]));
        GrowthPlot.Write(rows, "docs/images/growth.png", new("T = R, frames", "median ms, forward"));
    }

    private static IEnumerable<GrowthPoint> Row(long frames, Rounds rounds)
    {
        var fewer = frames > 512 ? rounds with { WarmUp = 1, Timed = 3 } : rounds;
        var measured = Interleaved.Measure(new($"{frames}", () => Contenders(frames)), fewer);
        return measured.SkipLast(1).Select(one => new GrowthPoint(frames, one.Contender.Name, one));
    }

    private static List<Contender> Contenders(long frames)
    {
        var f2f = new AttentionWork("f2f", new(Features, frames), PairKind.All);
        var f2b = new AttentionWork("f2b", new(Features, frames), PairKind.All);
        var contenders = new List<Contender>
        {
            new("f2f", () => f2f.Ours()), new("f2f, plain", f2f.Plain), new("f2b", () => f2b.Ours())
        };
        if (frames <= LongestPlainMap)
            contenders.Add(new("f2b, plain", f2b.Plain));
        return contenders;
    }
}
