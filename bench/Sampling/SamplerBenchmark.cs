using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Guarding;
using Melange.Host.Plugins;
using Melange.Host.Probing;
using Melange.Host.Synthesis;

namespace Melange.Bench;

/// <summary>How near each sampler comes to the solution of the probability flow, on a trained model.</summary>
/// <remarks>
/// The solution is that of <c>heun</c> with 1000 steps of the quadratic grid, from the same noise. Distances are over
/// all mel values of a few held-out utterances, spread over the corpus. Nothing is timed.
/// </remarks>
internal static class SamplerBenchmark
{
    private const int Utterances = 3, QuickUtterances = 1, SolutionSteps = 1000;
    private const string Solver = "heun", SolverGrid = "quadratic", Picture = "docs/images/samplers.png";
    private static readonly string[] Samplers = ["euler", "euler-sde", "ml-sde", "heun", "dpm-solver++"];
    private static readonly string[] Grids = ["uniform", "quadratic", "log-snr"];

    /// <summary>Compares the samplers on the trial that <c>--run</c> names, prints tables and draws them.</summary>
    /// <exception cref="FaultException">There is no such trial, or it cannot be opened.</exception>
    public static void Run(BenchArguments arguments)
    {
        if (arguments.Run is null)
            throw new FaultException([new("--run", 0, "the benchmark samplers needs the folder of a trained trial.")]);
        var catalog = Repository.Plugins;
        // Another build of the same plugins speaks as well; what differs is printed.
        using var trial = ProbedTrial.Open(TrialFinder.Find(arguments.Run, null),
            new() { Settings = arguments.Settings, Rule = LoadRule.Accepting(Console.Error) }, catalog);
        var comparing = new ComparingSampler(Build(trial, catalog, (Solver, SolverGrid, SolutionSteps)),
            [.. Contenders(trial, catalog)], trial.Options.Features);
        Speak(trial, comparing, arguments.IsQuick ? QuickUtterances : Utterances);
        var distances = comparing.Distances
            .GroupBy(one => (one.Sampler, one.Grid, one.Evaluations))
            .Select(group => new SamplerDistance(group.Key.Sampler, group.Key.Grid, group.Key.Evaluations,
                group.Sum(one => one.Squares), group.Sum(one => one.Values)))
            .ToList();
        SamplerTable.Print(distances, $"Distance to {SolutionSteps} steps of {Solver}, nat");
        SamplerPlot.Write([.. distances.Where(one => one.Evaluations > 0)], Picture);
        Console.WriteLine($"\nDrawn: {Picture}");
    }

    // Samplers and grids that the trial's process has no way for are left out.
    private static IEnumerable<SamplerContender> Contenders(ProbedTrial trial, PluginCatalog catalog)
    {
        foreach (var (sampler, grid) in Samplers.SelectMany(sampler => Grids.Select(grid => (sampler, grid))))
        {
            var contender = new SamplerContender(
                sampler, grid, steps => Build(trial, catalog, (sampler, grid, steps)));
            if (IsPossible(contender))
                yield return contender;
        }
    }

    private static bool IsPossible(SamplerContender contender)
    {
        try
        {
            contender.Build(1);
            return true;
        }
        catch (Exception fault) when (fault is FaultException or PluginException)
        {
            return false;
        }
    }

    private static void Speak(ProbedTrial trial, ComparingSampler comparing, int utterances)
    {
        var options = trial.Options with
        {
            Synthesis = trial.Options.Synthesis with { Sampler = new("comparing", _ => comparing) }
        };
        using var synthesiser = new Synthesiser(trial.Model, options, trial.Device);
        var pairs = EvaluationPairs.Choose(trial.Corpus, options.Evaluate with { Limit = utterances });
        for (var i = 0; i < pairs.Count; i++)
        {
            Console.Error.WriteLine($"{pairs[i].Target.Source.Id}, {i + 1} of {pairs.Count}");
            var seed = SeedSequence.Derive(options.Seed, RandomUse.Synthesis, i);
            var request = new SynthesisRequest(pairs[i].Target.PhonemeIds, pairs[i].Reference, seed);
            synthesiser.Watch(
                request, [], _ => throw new InvalidOperationException("Bug in Melange: there is no time to watch."));
        }
    }

    private static ISampler Build(
        ProbedTrial trial, PluginCatalog catalog, (string Sampler, string Grid, int Steps) choice)
    {
        var config = trial.Config.WithSettings([
            "synthesis.sampler=null", $"synthesis.sampler.use={choice.Sampler}",
            $"synthesis.sampler.grid={choice.Grid}", $"synthesis.sampler.steps={choice.Steps}"
        ]);
        var options = OptionsBinder.Bind<RunOptions>(config, catalog);
        return options.SamplerFor(options.Model.ProcessFor(options.Diffusion));
    }
}
