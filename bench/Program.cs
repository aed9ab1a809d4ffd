using Melange.Host.Machine;

namespace Melange.Bench;

/// <summary>Runs the benchmarks that are named: <c>dotnet run -c Release --project bench -- unet</c>.</summary>
internal static class Program
{
    private const int Threads = 2;

    private static readonly Dictionary<string, Action<BenchArguments>> Benchmarks = new()
    {
        ["alignment"] = arguments => AlignmentBenchmark.Run(arguments.Rounds),
        ["attention"] = arguments => AttentionBenchmark.Run(arguments.Rounds),
        ["corpus"] = _ => CorpusBenchmark.Run(),
        ["coverage"] = CoverageBenchmark.Run,
        ["false-verdicts"] = CoverageBenchmark.RunFalseVerdicts,
        ["plugins"] = arguments => ListingBenchmark.Run(arguments.Rounds),
        ["probe"] = arguments => AttentionBenchmark.RunProbe(arguments.Rounds),
        ["growth"] = arguments => GrowthBenchmark.Run(arguments.Rounds),
        ["lengths"] = _ => LengthsBenchmark.Run(),
        ["matcha"] = arguments => MatchaBenchmark.Run(arguments.Rounds),
        ["precision"] = PrecisionBenchmark.Run,
        ["learned-alignment"] = LearnedAlignmentBenchmark.Run,
        ["samplers"] = SamplerBenchmark.Run,
        ["synthesis"] = arguments => SynthesisBenchmark.Run(arguments.Rounds),
        ["training"] = arguments => TrainingBenchmark.Run(arguments.Rounds),
        ["unet"] = arguments => UNetBenchmark.Run(arguments.Rounds),
        ["unet-whole"] = arguments => UNetBenchmark.RunWhole(arguments.Rounds),
        ["unet-forward"] = arguments => UNetBenchmark.RunForward(arguments.Rounds),
        ["unet-step"] = arguments => UNetBenchmark.RunStep(arguments.Rounds),
        ["vocoders"] = arguments => VocoderBenchmark.Run(arguments.Rounds)
    };

    private static int Main(string[] arguments)
    {
        if (arguments is ["fuzz", .. var rest])
            return FuzzRun.Run(rest);
        var asked = BenchArguments.Read(arguments);
        if (asked is null || Problem(asked) is not null)
            return Fail(asked is null ? $"{arguments[^1]} needs a value." : Problem(asked)!);
        NativeSettings.Apply();
        set_num_threads(Threads);
        try
        {
            foreach (var name in asked.Names)
                Benchmarks[name](asked);
            return 0;
        }
        catch (FaultException fault)
        {
            return Fail(fault.Message);
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }

    private static string? Problem(BenchArguments asked)
    {
        var known = string.Join(", ", Benchmarks.Keys.Append("fuzz").Order());
        var unknown = asked.Names.FirstOrDefault(name => !Benchmarks.ContainsKey(name));
        if (unknown is not null)
            return $"No benchmark is called '{unknown}'.{NearestName.Suggest(unknown, Benchmarks.Keys)}"
                + $" Known: {known}.";
        return asked.Names.Count > 0 ? null : $"Name a benchmark, and --quick for few rounds. Known: {known}.";
    }
}
