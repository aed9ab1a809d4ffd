using Melange.Host.Assembly;
using Melange.Host.Machine;
using Melange.Host.Training;

namespace Melange.Bench;

/// <summary>Full-size models in float32 and in bfloat16: how long, and how far apart.</summary>
/// <remarks>
/// 172 frames: a forward of one item without gradients; speech with 8 steps of dpm-solver++ and the vocoder; a
/// training step of four with everything. Both precisions of all models in turn in one process, with the yardstick in
/// both types. With <c>--run</c>, a trained trial speaks in both.
/// </remarks>
internal static class PrecisionBenchmark
{
    private const string InBfloat16 = "precision=bfloat16";
    private static readonly string[] Forwards = ["linear", "f2f", "f2b"], Steps = ["f2f", "f2b"];

    // Of the time of float32, on a processor with AMX; of speech the real-time factor.
    private static readonly (string Beginning, string AtMost)[] Bounds =
    [
        ("forward, full linear", "0.33"), ("forward", "0.38"), ("speech", "real-time factor 0.15"), ("step", "0.45")
    ];

    /// <summary>Measures and prints.</summary>
    /// <exception cref="FaultException">There is no such trial, or it cannot be opened.</exception>
    public static void Run(BenchArguments arguments)
    {
        const string Heading = "Full size in float32 and bfloat16";
        Console.WriteLine(ProcessorFeatures.Present switch
        {
            { HasTiles: true } => "\nThis processor multiplies tiles of bfloat16 (AMX).",
            { HasBfloat16: true } => "\nThis processor multiplies bfloat16 (AVX-512) but no tiles: bounds of AMX wait.",
            _ => "\nThis processor has no bfloat16: it is emulated, and its bounds wait."
        });
        var apart = new Dictionary<string, double>();
        var measured = Interleaved.Measure(new(Heading, () => Contenders(apart)), arguments.Rounds);
        MarkdownTable.Print(Heading,
            ["", "float32 ms", "bfloat16 ms", "of float32", "at most, with AMX", "scores apart, relative RMS"],
            measured.SkipLast(1).Chunk(2).Select(pair => Row(pair[0], pair[1], apart)));
        if (arguments.Run is not null)
            SpokenPrecision.Print(arguments);
    }

    private static IReadOnlyList<string> Row(Measurement exact, Measurement low, Dictionary<string, double> apart) =>
    [
        exact.Contender.Name, MarkdownTable.Number(exact.Median, 1), MarkdownTable.Number(low.Median, 1),
        MarkdownTable.Number(low.Median / exact.Median, 2),
        AtMost(exact.Contender.Name),
        apart.TryGetValue(exact.Contender.Name, out var difference) ? MarkdownTable.Number(difference, 4) : ""
    ];

    private static string AtMost(string name) =>
        Bounds.FirstOrDefault(bound => name.StartsWith(bound.Beginning, StringComparison.Ordinal)).AtMost ?? "";

    // In pairs: float32, bfloat16.
    private static List<Contender> Contenders(Dictionary<string, double> apart)
    {
        var yardstick = Yardstick.Contender();
        var (left, right) = (randn(2048, 2048).to(ScalarType.BFloat16), randn(2048, 2048).to(ScalarType.BFloat16));
        return
        [
            .. Forwards.SelectMany(design => Forward(ModelCase.Build("full", design, InBfloat16), apart)),
            .. Steps.SelectMany(design => new[] { Speech(design), Speech(design, InBfloat16) }),
            .. Steps.SelectMany(design => new[] { Step(design), Step(design, InBfloat16) }),
            yardstick, new(yardstick.Name, () => left.mm(right), yardstick.Flops)
        ];
    }

    private static Contender[] Forward(ModelCase model, Dictionary<string, double> apart)
    {
        using var off = no_grad();
        model.Model.eval();
        var low = new LowPrecisionEstimator(model.Model, model.Options, CPU);
        var question = new SpeakingCase(model).Question();
        var name = $"forward, {model.Name}";
        var exact = model.Model.Estimator.Score(question);
        apart[name] = ((low.Score(question) - exact).square().mean() / exact.square().mean()).sqrt().item<float>();
        return [new(name, () => Ask(model.Model.Estimator)), new(name, () => Ask(low))];

        void Ask(IEstimator estimator)
        {
            using var none = no_grad();
            estimator.Score(question);
        }
    }

    private static Contender Speech(string design, params string[] settings)
    {
        var model = ModelCase.Build("full", design, ["model.referenceDropout=0.1", .. settings]);
        var (synthesiser, request) = new SpeakingCase(model).With(
            ["synthesis.sampler.use=dpm-solver++", "synthesis.sampler.steps=8"]);
        return new($"speech of {ModelCase.Frames / model.Options.Features.FrameRateHz:f2} s, {model.Name}",
            () => synthesiser.SpeakAll([request]));
    }

    private static Contender Step(string design, params string[] settings)
    {
        var model = ModelCase.Build("full", design, settings);
        model.Model.train();
        var training = new TrainingStep(
            model.Model, model.Options, new(model.Corpus, model.Options.Training, model.Options.Seed), CPU);
        var step = 0;
        return new($"step, {model.Name}", () => training.Take(step++));
    }
}
