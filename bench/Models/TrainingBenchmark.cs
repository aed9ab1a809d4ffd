using Melange.Host.Training;
using TorchSharp;

namespace Melange.Bench;

/// <summary>The training step of whole models: batch, forward, backward, clipping, optimiser.</summary>
/// <remarks>
/// Real utterances of 2.75 s; the demo's size with its own batch of eight segments of 64 frames, full size with four
/// whole utterances. Frames a second are those of the segments that the estimator sees.
/// </remarks>
internal static class TrainingBenchmark
{
    private static readonly int[] CountedSteps = [1, 10, 100];

    /// <summary>Measures and prints the steps, and how many tensors are alive after some.</summary>
    public static void Run(Rounds rounds)
    {
        var frames = new Dictionary<string, long>();
        const string Heading = "Training step";
        var measured = Interleaved.Measure(new(Heading, () => Contenders(frames)), rounds);
        MarkdownTable.Print(Heading,
            ["", "median ms", "min – max ms", "frames", "frames/s", "peak MiB above the model"],
            measured.Select(one => (IReadOnlyList<string>)
            [
                one.Contender.Name, MarkdownTable.Number(one.Median, 1), one.Spread,
                .. frames.TryGetValue(one.Contender.Name, out var count) ? (string[])
                [
                    $"{count}", MarkdownTable.Number(1000 * count / one.Median, 0)
                ] : ["", ""],
                one.Peak
            ]));
        CountTensors();
    }

    private static List<Contender> Contenders(Dictionary<string, long> frames) =>
    [
        .. ModelCase.All().Select(model =>
        {
            var (training, step) = (Step(model), 0);
            return new Contender(model.Name, () => frames[model.Name] = training.Take(step++).Frames);
        })
    ];

    private static TrainingStep Step(ModelCase model)
    {
        model.Model.train();
        return new(model.Model, model.Options, new(model.Corpus, model.Options.Training, model.Options.Seed), CPU);
    }

    private static void CountTensors()
    {
        using var scope = NewDisposeScope();
        var model = ModelCase.All()[0];
        using var training = Step(model);
        var alive = new List<long>();
        for (var step = 0; step < CountedSteps[^1]; step++)
        {
            training.Take(step);
            if (CountedSteps.Contains(step + 1))
                alive.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
        Console.WriteLine($"\nTensors alive after {string.Join(", ", CountedSteps)} steps of {model.Name}: "
            + $"{string.Join(", ", alive)}.");
    }
}
