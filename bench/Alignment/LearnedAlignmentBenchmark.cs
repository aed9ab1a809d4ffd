using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Training;

namespace Melange.Bench;

/// <summary>How far learned boundaries of phonemes are from those of the shipped corpus' TextGrids.</summary>
/// <remarks>
/// The encoder of the small variant is trained alone, once without the times and once with them, and then aligns every
/// utterance. A boundary is where one phoneme ends and the next begins; the end of the audio is none. Nothing is timed.
/// </remarks>
internal static class LearnedAlignmentBenchmark
{
    private const int Steps = 800, QuickSteps = 200, Between = 200;

    private static readonly string[] Columns =
        ["trained", "steps", "utterances", "boundaries", "mean error ms", "median ms", "within 20 ms", "within 50 ms"];

    /// <summary>Trains with and without times, and prints a table of both.</summary>
    /// <param name="arguments">Its settings change the variant.</param>
    /// <exception cref="FaultException">A setting cannot be used.</exception>
    public static void Run(BenchArguments arguments)
    {
        var steps = arguments.IsQuick ? QuickSteps : Steps;
        var options = Repository.Variant("small", [$"training.steps={steps + 1}", $"training.encoderSteps={steps}",
            "training.coolDownSteps=0", .. arguments.Settings]);
        set_num_threads(options.Threads);
        var utterances = RunAssembly.ReadCorpus(options);
        var truth = PreparedCorpus.Of(utterances, options.Features);
        var timeless = PreparedCorpus.Of(
            [.. utterances.Select(utterance => utterance with { EndSeconds = null })], options.Features);
        MarkdownTable.Print($"Boundaries {string.Join(' ', arguments.Settings)}", Columns,
            [.. Rows(("without times", timeless, truth), options, steps),
                .. Rows(("with times", truth, truth), options, steps)]);
    }

    private static List<IReadOnlyList<string>> Rows(
        (string Name, PreparedCorpus Corpus, PreparedCorpus Truth) way, RunOptions options, int steps)
    {
        var rows = new List<IReadOnlyList<string>>();
        using var model = RunAssembly.BuildModel(options, way.Corpus.Inventory, CPU);
        using var training = new TrainingStep(model, options, new(way.Corpus, options.Training, options.Seed), CPU);
        for (var step = 0; step < steps; step++)
        {
            model.train(); // aligning ends it
            training.Take(step);
            if ((step + 1) % Between == 0)
                foreach (var (kind, set) in new[] { ("training", way.Truth.Training), ("held out", way.Truth.HeldOut) })
                    rows.Add([way.Name, $"{step + 1}", kind, .. Figures(Errors(set, model, options))]);
        }
        return rows;
    }

    private static List<double> Errors(
        IReadOnlyList<PreparedUtterance> utterances, SynthesisModel model, RunOptions options)
    {
        var aligner = new ReferenceAligner(model, CPU);
        return [.. utterances.SelectMany(utterance =>
        {
            var found = aligner.Align(utterance with { Durations = null }).KnownDurations;
            return utterance.Source.EndSeconds!.SkipLast(1).Select((end, i) =>
                1000 * Math.Abs(found.Take(i + 1).Sum() / options.Features.FrameRateHz - end));
        }).Order()];
    }

    private static IEnumerable<string> Figures(List<double> errors) =>
    [
        $"{errors.Count}", MarkdownTable.Number(errors.Average(), 1), MarkdownTable.Number(errors[errors.Count / 2], 1),
        Share(errors, 20), Share(errors, 50)
    ];

    private static string Share(List<double> errors, double milliseconds) =>
        $"{MarkdownTable.Number(100.0 * errors.Count(error => error <= milliseconds) / errors.Count, 0)} %";
}
