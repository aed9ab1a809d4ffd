using Melange.Plugins;

namespace Melange.Bench;

/// <summary>The whole estimator, and the time it spends on each kind of operation.</summary>
/// <remarks>
/// Dim 64, linear attention, gate always, no speaker channel. A step is forward, mean square of the score, and
/// backward, without the optimizer, which stands beside it. Nothing is padding but in the step that says so: its four
/// items have 172, 150, 129 and 108 real frames, and its operations are counted as if all were real.
/// </remarks>
internal static class UNetBenchmark
{
    private const long StepBatch = 4;
    private static readonly long[] PaddedLengths = [172, 150, 129, 108];
    private static readonly UNetSize Size = new(Inputs: 2, Dim: 64, Bins: 80, Frames: 172);

    private static readonly IReadOnlyList<Layer> Layers = UNetPlan.Layers(Size);

    /// <summary>Measures and prints the whole estimator, and its kinds of operation.</summary>
    public static void Run(Rounds rounds)
    {
        RunWhole(rounds);
        RunForward(rounds);
        RunStep(rounds);
    }

    /// <summary>Measures and prints the whole estimator alone.</summary>
    public static void RunWhole(Rounds rounds)
    {
        var heading = $"unet, dim {Size.Dim}, linear attention, T = {Size.Frames}";
        MarkdownTable.Print(heading, Interleaved.Measure(new(heading, Whole), rounds));
        var done = Layers.Sum(layer => layer.FlopsDone) / Layers.Sum(layer => layer.Flops);
        var share = MarkdownTable.Number(100 * done, 1);
        Console.WriteLine(
            $"\nGFLOP are those of the published arithmetic; {share} % of them are really done, since linear attention"
            + " takes its products in another order.");
    }

    /// <summary>Measures and prints the kinds of operation of the forward.</summary>
    public static void RunForward(Rounds rounds) =>
        new UNetKinds(
            "forward, B = 1", () => ForwardOf(Build()),
            (layer, name) => new LayerWork(layer, 1).Inference(name)).Print(Layers, rounds);

    /// <summary>Measures and prints the kinds of operation of the training step.</summary>
    public static void RunStep(Rounds rounds) =>
        new UNetKinds(
            $"step, B = {StepBatch}", () => StepOf(Build(), Input(StepBatch), ""),
            (layer, name) => new LayerWork(layer, StepBatch).Training(name)).Print(Layers, rounds);

    private static List<Contender> Whole()
    {
        var unet = Build();
        var four = Input(StepBatch);
        var padded = four with { TargetMask = arange(Size.Frames).unsqueeze(0) < tensor(PaddedLengths).unsqueeze(1) };
        var optimizer = optim.AdamW(unet.parameters());
        return
        [
            ForwardOf(unet), StepOf(unet, four, ""), StepOf(unet, padded, ", padded"),
            new("AdamW, not in the step", () => optimizer.step())
        ];
    }

    private static Contender ForwardOf(UNet unet)
    {
        var input = Input(1);
        return new("forward, B = 1", () => Forward(unet, input), Layers.Sum(layer => layer.Flops));
    }

    private static Contender StepOf(UNet unet, EstimatorInput input, string suffix) => new(
        $"step, B = {StepBatch}{suffix}", () => Step(unet, input), 3 * StepBatch * Layers.Sum(layer => layer.Flops));

    private static void Forward(UNet unet, EstimatorInput input)
    {
        using var off = no_grad();
        unet.Score(input);
    }

    private static void Step(UNet unet, EstimatorInput input)
    {
        unet.zero_grad();
        unet.Score(input).square().mean().backward();
    }

    private static UNet Build()
    {
        manual_seed(1);
        var options = new UNetOptions
        {
            Dim = (int)Size.Dim,
            RezeroStart = 0.5,
            Attention = new Part<IReferenceAttention, AttentionSite>("linear", site => new LinearAttention(
                new() { Heads = Layer.Heads, Features = Layer.Features }, site)),
            Gate = new Part<IGate, GateContext>("always", place => new AlwaysGate(new(), place))
        };
        var unet = new UNet(options, new EstimatorContext(Size.Bins, [new("speaker", Size.Bins)], new(), ["_", "a"]));
        unet.eval();
        return unet;
    }

    private static EstimatorInput Input(long batch)
    {
        var nobody = new ConditionedReference(zeros(batch, Size.Bins, 1), ones(batch, 1, dtype: ScalarType.Bool),
            zeros(batch, 1, dtype: int64), new Dictionary<string, Tensor>());
        return new(randn(batch, Size.Bins, Size.Frames), randn(batch, Size.Bins, Size.Frames), rand(batch),
            ones(batch, Size.Frames, dtype: ScalarType.Bool), ones(batch, Size.Frames, dtype: int64), nobody);
    }
}
