using Melange.Host.Experiments.Statistics;

namespace Melange.Bench;

/// <summary>Shows how often the report's intervals cover the truth, and how often it finds what is not there.</summary>
internal static class CoverageBenchmark
{
    private const int Metrics = 12, Variants = 3;
    private static readonly int[] Seeds = [3, 5, 8, 12], Pairs = [12, 60];

    /// <summary>Simulates tables, then whole experiments.</summary>
    public static void Run(BenchArguments arguments)
    {
        var repeats = arguments.IsQuick ? 100 : 1000;
        MarkdownTable.Print($"Coverage of 95 % intervals in %, {repeats} repeats",
            ["", "seeds", "pairs", "now", "one t (Satterthwaite)", "before (pigeonhole)"],
            Rows([2, .. Seeds], (shape, size) => Coverage(shape, size, repeats)));
        RunFalseVerdicts(arguments);
    }

    /// <summary>Simulates experiments whose variants are all the same.</summary>
    public static void RunFalseVerdicts(BenchArguments arguments)
    {
        var repeats = arguments.IsQuick ? 100 : 5000;
        MarkdownTable.Print(
            $"Experiments of {Metrics} metrics and {Variants} equal variants with any false verdict in %, "
                + $"{repeats} repeats",
            ["", "seeds", "pairs", "before Holm", "after Holm", "after Holm, one t"],
            Rows(Seeds, (shape, size) => FalseVerdicts(shape, size, repeats)));
    }

    private static List<IReadOnlyList<string>> Rows(
        int[] seeds, Func<CrossedShape, (int Seeds, int Pairs), IReadOnlyList<string>> row)
    {
        var cases = CrossedShape.All.SelectMany(shape => Pairs.SelectMany(pairs =>
            seeds.Select(number => (shape, size: (number, pairs)))));
        return [.. cases.AsParallel().AsOrdered().Select(one => row(one.shape, one.size))];
    }

    private static IReadOnlyList<string> Coverage(CrossedShape shape, (int Seeds, int Pairs) size, int repeats)
    {
        var found = Repeated(size, repeats, random =>
        {
            var table = shape.Draw(size.Seeds, size.Pairs, random);
            var estimate = CrossedMean.Of(table)!;
            return new[]
            {
                estimate.SpansZero, // as one without an interval does
                !estimate.HasInterval || Satterthwaite.PValue(estimate.Mean, estimate.Variance!) > Estimate.Level,
                PigeonholeBootstrap.Covers(table, random)
            };
        });
        var none = size.Seeds < Estimate.FewestSeeds;
        return [shape.Name, $"{size.Seeds}", $"{size.Pairs}", none ? "none" : Percent(found[0]),
            none ? "" : Percent(found[1]), Percent(found[2])];
    }

    private static IReadOnlyList<string> FalseVerdicts(CrossedShape shape, (int Seeds, int Pairs) size, int repeats)
    {
        var found = Repeated(size, repeats, random =>
        {
            var tests = Enumerable.Range(0, Metrics).SelectMany(_ => Differences(shape, size, random))
                .Select(CrossedMean.Of).OfType<Estimate>().ToList(); // without those that measured nothing
            double[] usual = [.. tests.Where(test => test.HasInterval)
                .Select(test => Satterthwaite.PValue(test.Mean, test.Variance!))];
            return new[]
            {
                tests.Any(test => !test.SpansZero),
                Holm.Adjust([.. tests.Select(P)]).Any(p => p <= Estimate.Level),
                Holm.Adjust(usual).Any(p => p <= Estimate.Level)
            };
        });
        return [shape.Name, $"{size.Seeds}", $"{size.Pairs}", .. found.Select(Percent)];
    }

    // Above 0.05 no p value survives nor moves one that does: those are not worked out.
    private static double P(Estimate test) => test.SpansZero ? 1 : test.PValue!.Value;

    private static IEnumerable<double[,]> Differences(
        CrossedShape shape, (int Seeds, int Pairs) size, Random random)
    {
        var tables = Enumerable.Range(0, Variants).Select(_ => shape.Draw(size.Seeds, size.Pairs, random)).ToList();
        foreach (var table in tables.Skip(1))
        {
            for (var seed = 0; seed < size.Seeds; seed++)
                for (var pair = 0; pair < size.Pairs; pair++)
                    table[seed, pair] -= tables[0][seed, pair];
            yield return table;
        }
    }

    /// <summary>Share of repeats in which each thing was so; each case has one stream of random numbers.</summary>
    private static double[] Repeated((int Seeds, int Pairs) size, int repeats, Func<Random, bool[]> once)
    {
        var random = new Random(1000 * size.Pairs + size.Seeds);
        var all = Enumerable.Range(0, repeats).Select(_ => once(random)).ToList();
        return [.. Enumerable.Range(0, all[0].Length).Select(at => all.Average(one => one[at] ? 1.0 : 0))];
    }

    private static string Percent(double share) => MarkdownTable.Number(100 * share, 1);
}
