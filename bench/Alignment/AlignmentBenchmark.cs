using Melange.Host.Aligning;

namespace Melange.Bench;

/// <summary>Monotonic alignment search: our loop over elements against the same search in tensor operations.</summary>
internal static class AlignmentBenchmark
{
    private const int Batch = 16, Phonemes = 60, Frames = 500;

    /// <summary>Measures and prints both, and the likelihood that they start from.</summary>
    public static void Run(Rounds rounds)
    {
        var heading = $"alignment, B = {Batch}, P = {Phonemes}, T = {Frames}";
        MarkdownTable.Print(heading, Interleaved.Measure(new(heading, Contenders), rounds));
    }

    private static List<Contender> Contenders()
    {
        using var random = new Generator(1);
        var mean = randn([Batch, 80, Phonemes], generator: random);
        var mel = randn([Batch, 80, Frames], generator: random);
        var likelihood = FrameLikelihood.Of(mean, mel);                             // [B, P, T]
        var sizes = Enumerable.Repeat(new AlignmentSize(Phonemes, Frames), Batch).ToList();
        var ours = MonotonicAlignment.Durations(likelihood, sizes).SelectMany(row => row);
        if (!FrameByFrameSearch.Durations(likelihood).data<long>().SequenceEqual(ours))
            throw new InvalidOperationException("The two searches do not find the same paths: nothing is timed.");
        return
        [
            new("log-likelihood", () => FrameLikelihood.Of(mean, mel)),
            new("search over elements", () => MonotonicAlignment.Durations(likelihood, sizes)),
            new("search in tensor operations", () => FrameByFrameSearch.Durations(likelihood))
        ];
    }
}
