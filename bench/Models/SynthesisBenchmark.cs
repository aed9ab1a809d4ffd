using System.Diagnostics;

namespace Melange.Bench;

/// <summary>Whole synthesis of an utterance of 2.75 s, against bare forwards of its estimator.</summary>
/// <remarks>
/// Fresh weights; the durations are scaled so that there are 172 frames. A real-time factor is wall time by the length
/// of the audio. All ways of one model run in turn, with the yardstick.
/// </remarks>
internal static class SynthesisBenchmark
{
    private const int BareForwards = 8;

    private static readonly (string Name, string[] Settings)[] Ways =
    [
        .. from sampler in new[] { ("euler", 10), ("dpm-solver++", 4), ("dpm-solver++", 8) }
           from guidance in new[] { 0, 1 }
           select ($"{sampler.Item1}, {sampler.Item2} steps, guidance {guidance}", (string[])
           [
               $"synthesis.sampler.use={sampler.Item1}", $"synthesis.sampler.steps={sampler.Item2}",
               $"synthesis.guidance={guidance}"
           ])
    ];

    /// <summary>Measures and prints all models.</summary>
    public static void Run(Rounds rounds)
    {
        foreach (var model in ModelCase.All("model.referenceDropout=0.1"))
            Run(model, rounds);
    }

    private static void Run(ModelCase model, Rounds rounds)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        model.Model.eval();
        var speaking = new SpeakingCase(model);
        var yardstick = Yardstick.Contender();
        var ways = Ways.Select(way => new SynthesisTimes(way.Name, speaking.With(way.Settings))).ToList();
        var (bare, matmul) = (new List<double>(), new List<double>());
        for (var i = -rounds.WarmUp; i < rounds.Timed; i++)
        {
            var isTimed = i >= 0;
            ways.ForEach(way => way.Speak(isTimed));
            Add(bare, isTimed, Milliseconds(speaking.BareForwards(BareForwards)));
            Add(matmul, isTimed, Milliseconds(yardstick.Run));
        }
        Print(model, ways, (Median(bare), Median(matmul)));
        ways.ForEach(way => way.Dispose());
    }

    private static void Print(ModelCase model, List<SynthesisTimes> ways, (double Bare, double Matmul) beside)
    {
        var seconds = ModelCase.Frames / model.Options.Features.FrameRateHz;
        MarkdownTable.Print($"Synthesis of {seconds:f2} s, {model.Name}",
            ["", "mel ms", "vocoder ms", "real-time factor", "without vocoder", $"mel, of {BareForwards} bare forwards",
                "peak MiB above the model"],
            ways.Select(way => (IReadOnlyList<string>)
            [
                way.Name, MarkdownTable.Number(1000 * way.Mel, 0), MarkdownTable.Number(1000 * way.Vocoder, 0),
                MarkdownTable.Number((way.Mel + way.Vocoder) / seconds, 3), MarkdownTable.Number(way.Mel / seconds, 3),
                MarkdownTable.Number(1000 * way.Mel / beside.Bare, 2), way.Peak()
            ]));
        Console.WriteLine($"\n{BareForwards} bare forwards {MarkdownTable.Number(beside.Bare, 0)} ms, matmul 2048³ "
            + $"{MarkdownTable.Number(beside.Matmul, 1)} ms; medians.");
    }

    private static void Add(List<double> times, bool isTimed, double milliseconds)
    {
        if (isTimed)
            times.Add(milliseconds);
    }

    private static double Milliseconds(Action run)
    {
        using var scope = NewDisposeScope();
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>The middle of some times.</summary>
    internal static double Median(List<double> times)
    {
        var ordered = times.Order().ToList();
        return (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }
}
