using System.Diagnostics;
using Melange.Host.Assembly;

namespace Melange.Bench;

/// <summary>What it costs that each sentence has a length that was never met before.</summary>
/// <remarks>
/// The estimator of a full-size model at 40 lengths from 90 to 441 frames, eight forwards each as a sampler asks, each
/// length once; against one sentence of their mean length, as often. The library prepares convolutions for each length
/// anew. Padded lengths are others than those before.
/// </remarks>
internal static class LengthsBenchmark
{
    private static readonly string[] Precisions = ["float32", "bfloat16"];
    private const int Sentences = 40, Forwards = 8, Shortest = 90, Step = 9, PaddedTo = 32;

    /// <summary>Measures and prints, for float32 and bfloat16.</summary>
    public static void Run()
    {
        var rows = Precisions.Select(Row).ToList();
        MarkdownTable.Print("Forty sentences of forty lengths, full f2f",
            ["", "one length, ms a frame", "forty lengths, ms a frame", "of one length",
                $"padded to multiples of {PaddedTo}, of one length", "memory grown, MiB"], rows);
    }

    private static IReadOnlyList<string> Row(string precision)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var model = ModelCase.Build("full", "f2f", $"precision={precision}");
        model.Model.eval();
        using var low = LowPrecisionEstimator.For(model.Model, model.Options, CPU);
        var estimator = low ?? model.Model.Estimator;
        var question = new SpeakingCase(model).Question();
        int[] lengths = [.. Enumerable.Range(0, Sentences).Select(i => Shortest + i * Step)];
        var mean = (int)lengths.Average();
        Speak(estimator, question, mean);
        var one = Enumerable.Range(0, Sentences).Sum(_ => Speak(estimator, question, mean)) / (Sentences * mean);
        var before = Process.GetCurrentProcess().WorkingSet64;
        var forty = lengths.Sum(length => Speak(estimator, question, length)) / lengths.Sum();
        var grown = (Process.GetCurrentProcess().WorkingSet64 - before) / 1048576.0;
        var padded = lengths.Sum(length => Speak(estimator, question, length, PaddedTo)) / lengths.Sum();
        return [precision, MarkdownTable.Number(one, 3), MarkdownTable.Number(forty, 3),
            MarkdownTable.Number(forty / one, 2), MarkdownTable.Number(padded / one, 2),
            MarkdownTable.Number(grown, 0)];
    }

    private static double Speak(IEstimator estimator, EstimatorInput like, int real, int multiple = 1)
    {
        using var scope = NewDisposeScope();
        var frames = (real + multiple - 1) / multiple * multiple;
        var mean = randn(1, like.Mean.shape[1], frames);
        var question = like with
        {
            Noisy = mean,
            Mean = mean,
            TargetMask = arange(frames).lt(real).unsqueeze(0),
            TargetPhonemes = ones(1, frames, dtype: int64)
        };
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Forwards; i++)
            estimator.Score(question);
        return clock.Elapsed.TotalMilliseconds;
    }
}
