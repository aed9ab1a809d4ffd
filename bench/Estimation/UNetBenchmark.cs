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

    /// <summary>Measures and prints the whole estimator and its kinds of operation.</summary>
    public static void Run(Rounds rounds)
    {
        var layers = UNetPlan.Layers(Size);
        var whole = MeasureWhole(rounds);
        PrintKinds("forward, B = 1", layers, whole[0].Median, rounds, layer => new LayerWork(layer, 1).Inference);
        PrintKinds(
            $"step, B = {StepBatch}", layers, whole[1].Median, rounds,
            layer => new LayerWork(layer, StepBatch).Training);
    }

    /// <summary>Measures and prints the whole estimator alone.</summary>
    public static void RunWhole(Rounds rounds) => MeasureWhole(rounds);

    private static IReadOnlyList<Measurement> MeasureWhole(Rounds rounds)
    {
        var layers = UNetPlan.Layers(Size);
        var (flops, done) = (layers.Sum(layer => layer.Flops), layers.Sum(layer => layer.FlopsDone));
        var whole = Interleaved.Measure(new("unet", () => Whole(flops)), rounds);
        MarkdownTable.Print($"unet, dim {Size.Dim}, linear attention, T = {Size.Frames}", whole);
        var share = MarkdownTable.Number(100 * done / flops, 1);
        Console.WriteLine(
            $"\nGFLOP are those of the published arithmetic; {share} % of them are really done, since linear attention"
            + " takes its products in another order.");
        return whole;
    }

    private static List<Contender> Whole(double flops)
    {
        var unet = Build();
        unet.eval();
        var (one, four) = (Input(1), Input(StepBatch));
        var padded = four with { TargetMask = arange(Size.Frames).unsqueeze(0) < tensor(PaddedLengths).unsqueeze(1) };
        var optimizer = optim.AdamW(unet.parameters());
        return
        [
            new("forward, B = 1", () => Forward(unet, one), flops),
            new($"step, B = {StepBatch}", () => Step(unet, four), 3 * StepBatch * flops),
            new($"step, B = {StepBatch}, padded", () => Step(unet, padded), 3 * StepBatch * flops),
            new("AdamW, not in the step", () => optimizer.step())
        ];
    }

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
        return new UNet(options, new EstimatorContext(Size.Bins, [new("speaker", Size.Bins)], new(), ["_", "a"]));
    }

    private static EstimatorInput Input(long batch)
    {
        var nobody = new ConditionedReference(zeros(batch, Size.Bins, 1), ones(batch, 1, dtype: ScalarType.Bool),
            zeros(batch, 1, dtype: int64), new Dictionary<string, Tensor>());
        return new(randn(batch, Size.Bins, Size.Frames), randn(batch, Size.Bins, Size.Frames), rand(batch),
            ones(batch, Size.Frames, dtype: ScalarType.Bool), ones(batch, Size.Frames, dtype: int64), nobody);
    }

    private static void PrintKinds(
        string heading, IReadOnlyList<Layer> layers, double total, Rounds rounds,
        Func<Layer, Func<string, Contender>> work)
    {
        var distinct = layers.Distinct().ToList();
        var alone = Interleaved.Measure(
            new(heading, () => distinct.ConvertAll(layer => work(layer)(layer.ToString()))), rounds);
        var rows = layers.GroupBy(layer => layer.Kind).Select(kind => new KindTime(
            Words(kind.Key), kind.Count(), kind.Sum(layer => alone[distinct.IndexOf(layer)].Median),
            kind.Sum(layer => alone[distinct.IndexOf(layer)].Contender.Flops))).ToList();
        rows.Add(new("not accounted for", 0, total - rows.Sum(row => row.Milliseconds), 0));
        rows.Add(new("whole", layers.Count, total, rows.Sum(row => row.Flops)));
        MarkdownTable.Print(
            $"time per kind of operation: {heading}", ["", "times", "ms", "share", "GFLOP", "GFLOP/s", "of matmul"],
            rows.Select(row => row.Cells(total, alone[^1].Speed)));
    }

    private static string Words(LayerKind kind) => kind switch
    {
        LayerKind.Convolution3x3 => "convolution 3 × 3",
        LayerKind.Convolution1x1 => "convolution 1 × 1",
        LayerKind.Halving => "halving, 3 × 3",
        LayerKind.Doubling => "doubling, 4 × 4",
        LayerKind.NormAndMish => "group norm and Mish",
        LayerKind.TimeShift => "time added",
        LayerKind.Addition => "shortcut added",
        LayerKind.Join => "skip joined",
        LayerKind.Attention => "attention",
        _ => "rezero and residual"
    };
}
