using System.Diagnostics;
using Melange.Plugins;

namespace Melange.Bench;

/// <summary>HiFi-GAN's published sizes: audio of mel-spectrograms, with fresh weights, whole and in pieces.</summary>
/// <remarks>
/// 80 bins, 22,050 Hz, hop 256: 861 frames are 10 s. The real-time factor is time over the audio's length; beside it
/// stands what the time on the processor, of all threads, would make of it if the threads had a core each.
/// </remarks>
internal static class VocoderBenchmark
{
    private const int Bins = 80, SampleRateHz = 22050, Hop = 256, Frames = 861;
    private const int LongFrames = 6 * Frames; // a minute

    private static HifiGanSizes V1 => new()
    {
        IsDouble = true,
        Rates = [8, 8, 2, 2],
        RateKernels = [16, 16, 4, 4],
        Channels = 512,
        BlockKernels = [3, 7, 11],
        Dilations = [[1, 3, 5], [1, 3, 5], [1, 3, 5]]
    };

    private static HifiGanSizes V2 => V1 with { Channels = 128 };

    private static HifiGanSizes V3 => new()
    {
        IsDouble = false,
        Rates = [8, 8, 4],
        RateKernels = [16, 16, 8],
        Channels = 256,
        BlockKernels = [3, 5, 7],
        Dilations = [[1, 2], [2, 6], [3, 12]]
    };

    /// <summary>Measures and prints both.</summary>
    public static void Run(Rounds rounds)
    {
        Print($"hifi-gan, 10 s at once, {get_num_threads()} threads", Frames, rounds,
            [("V2", V2, Frames), ("V3", V3, Frames), ("V1", V1, Frames)]);
        Print("hifi-gan V2, a minute", LongFrames, rounds,
            [("in pieces of 256", V2, 256), ("in pieces of 512", V2, 512), ("at once", V2, LongFrames)]);
    }

    private static void Print(
        string heading, int frames, Rounds rounds, IReadOnlyList<(string Name, HifiGanSizes Sizes, int Piece)> cases)
    {
        var measured = Interleaved.Measure(new(heading, () => Contenders(frames, cases)), rounds);
        var seconds = (double)frames * Hop / SampleRateHz;
        MarkdownTable.Print(heading, measured);
        MarkdownTable.Print("real-time factor", ["", "median", "least", "by processor time"],
            measured.SkipLast(1).Select(one => (IReadOnlyList<string>)
            [
                one.Contender.Name, MarkdownTable.Number(one.Median / 1000 / seconds, 3),
                MarkdownTable.Number(one.Milliseconds[0] / 1000 / seconds, 3),
                MarkdownTable.Number(ProcessorSeconds(one.Contender) / get_num_threads() / seconds, 3)
            ]));
    }

    private static double ProcessorSeconds(Contender contender)
    {
        using var scope = NewDisposeScope();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        contender.Run();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static List<Contender> Contenders(
        int frames, IReadOnlyList<(string Name, HifiGanSizes Sizes, int Piece)> cases)
    {
        var mel = (randn(Bins, frames) - 4).DetachFromDisposeScope(); // which is asked for once more afterwards
        return
        [
            .. cases.Select(one =>
            {
                var generator = new HifiGanGenerator(one.Sizes, Bins, isNormed: false);
                var pieces = new GeneratorPieces(generator, (one.Sizes.HopSamples, one.Sizes.ReachFrames), one.Piece);
                return new Contender(one.Name, () => pieces.Speak(mel), 2.0 * generator.MultiplyAdds(frames));
            })
        ];
    }
}
