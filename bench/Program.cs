namespace Melange.Bench;

/// <summary>Runs the benchmarks that are named: <c>dotnet run -c Release --project bench -- unet</c>.</summary>
internal static class Program
{
    private const int Threads = 2;

    private static readonly Dictionary<string, Action<Rounds>> Benchmarks = new()
    {
        ["alignment"] = AlignmentBenchmark.Run,
        ["attention"] = AttentionBenchmark.Run,
        ["probe"] = AttentionBenchmark.RunProbe,
        ["growth"] = GrowthBenchmark.Run,
        ["unet"] = UNetBenchmark.Run,
        ["unet-whole"] = UNetBenchmark.RunWhole,
        ["unet-forward"] = UNetBenchmark.RunForward,
        ["unet-step"] = UNetBenchmark.RunStep
    };

    private static int Main(string[] arguments)
    {
        var problem = Problem(arguments);
        if (problem is not null)
        {
            Console.Error.WriteLine(problem);
            return 1;
        }
        set_num_threads(Threads);
        var rounds = arguments.Contains("--quick") ? new Rounds(WarmUp: 1, Timed: 5) : new Rounds(WarmUp: 3, Timed: 15);
        foreach (var name in Names(arguments))
            Benchmarks[name](rounds);
        return 0;
    }

    private static IEnumerable<string> Names(string[] arguments) =>
        arguments.Where(argument => argument != "--quick");

    private static string? Problem(string[] arguments)
    {
        var known = string.Join(", ", Benchmarks.Keys.Order());
        var unknown = Names(arguments).FirstOrDefault(name => !Benchmarks.ContainsKey(name));
        if (unknown is not null)
            return $"No benchmark is called '{unknown}'.{NearestName.Suggest(unknown, Benchmarks.Keys)}"
                + $" Known: {known}.";
        return Names(arguments).Any() ? null : $"Name a benchmark, and --quick for few rounds. Known: {known}.";
    }
}
