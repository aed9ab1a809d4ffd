using Melange.Plugins;

namespace Melange.Bench;

/// <summary>The estimator <c>matcha</c> at its published size: forwards over few and many frames, and a step.</summary>
/// <remarks>
/// 80 bins, no speaker. Forwards are without attention to a reference, for what Matcha-TTS' decoder is compared with; the
/// step has 16 items of 2 s with f2f sites, beside that of a full-size <c>unet</c> with f2f. A step is forward, mean
/// square of the answer, and backward.
/// </remarks>
internal static class MatchaBenchmark
{
    private const long Bins = 80, StepBatch = 16, StepFrames = 125, ReferenceWidth = 32;
    private static readonly long[] Lengths = [172, 512, 2048];

    /// <summary>Measures and prints both.</summary>
    public static void Run(Rounds rounds)
    {
        const string Forwards = "matcha, published size, forward, B = 1";
        MarkdownTable.Print(Forwards, Interleaved.Measure(new(Forwards, ForwardsOfLengths), rounds));
        var steps = $"Step, B = {StepBatch}, T = {StepFrames}, f2f";
        MarkdownTable.Print(steps, Interleaved.Measure(new(steps, Steps), rounds));
    }

    private static List<Contender> ForwardsOfLengths()
    {
        var matcha = Matcha(Part(site => new NoAttention(site)), RezeroMode.None);
        return
        [
            .. Lengths.Select(frames =>
            {
                var input = Input(1, frames);
                return new Contender($"T = {frames}", () => Forward(matcha, input),
                    2.0 * matcha.MultiplyAdds(new(1, frames, frames, 1)));
            })
        ];
    }

    private static List<Contender> Steps()
    {
        var input = Input(StepBatch, StepFrames);
        var attention = Part(site => new FrameToFrameAttention(new(), site));
        var matcha = Matcha(attention, RezeroMode.Learned);
        var unet = new UNet(new() { Attention = attention, Gate = Gate, RezeroStart = 0.5 }, Context);
        return
        [
            new("matcha", () => Step(matcha, matcha.Score(input))), new("unet, dim 64", () => Step(unet, unet.Score(input)))
        ];
    }

    private static EstimatorContext Context => new(Bins, [new("style", ReferenceWidth)], new(), ["_", "a"]);

    private static Part<IGate, GateContext> Gate => new("always", place => new AlwaysGate(new(), place));

    private static Part<IReferenceAttention, AttentionSite> Part(Func<AttentionSite, IReferenceAttention> build) =>
        new("attention", build);

    private static MatchaDecoder Matcha(Part<IReferenceAttention, AttentionSite> attention, RezeroMode rezero)
    {
        manual_seed(1);
        var start = rezero == RezeroMode.None ? 0 : 0.5;
        var matcha = new MatchaDecoder(
            new() { Attention = attention, Gate = Gate, Rezero = rezero, RezeroStart = start }, Context);
        matcha.eval();
        return matcha;
    }

    private static void Forward(MatchaDecoder matcha, EstimatorInput input)
    {
        using var off = no_grad();
        matcha.Score(input);
    }

    private static void Step(TorchSharp.torch.nn.Module network, Tensor answer)
    {
        network.zero_grad();
        answer.square().mean().backward();
    }

    private static EstimatorInput Input(long batch, long frames)
    {
        var real = ones(batch, frames, dtype: ScalarType.Bool);
        var phonemes = ones(batch, frames, dtype: int64);
        var reference = new ConditionedReference(
            randn(batch, ReferenceWidth, frames), real, phonemes, new Dictionary<string, Tensor>());
        return new(randn(batch, Bins, frames), randn(batch, Bins, frames), rand(batch), real, phonemes, reference);
    }
}
