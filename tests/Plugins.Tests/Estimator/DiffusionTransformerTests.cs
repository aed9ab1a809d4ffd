using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

public sealed class DiffusionTransformerTests : EstimatorConformance
{
    private static readonly DitOptions Small = new()
    {
        Width = 12,
        Depth = 2,
        Heads = 3,
        Dropout = 0,
        RezeroStart = 0.7,
        Attention = Estimators.Attention("f2f"),
        Gate = Estimators.Gate("phoneme-fallback")
    };

    protected override SiteParts Parts => new(Estimators.Attention("f2f"), Estimators.Gate("phoneme-fallback"));

    protected override IEstimator Build(EstimatorContext context, SiteParts parts) =>
        Opened(new(Small with { Attention = parts.Attention, Gate = parts.Gate }, context));

    [Fact]
    public void Score_Fresh_IsZero()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var network = new DiffusionTransformer(Small, Estimators.Context);

        var score = network.Score(Estimators.Input(batch: 2, frames: 9, references: 7));

        Assert.Equal(0, score.abs().max().item<float>());
    }

    [Fact]
    public void Score_AFrameFurtherOn_KnowsItsPlace()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var network = Opened(new(Small with { Gate = Estimators.Gate("never") }, Estimators.Context));
        network.eval();
        var input = Estimators.Input(batch: 1, frames: 12, references: 7) with
        {
            TargetMask = ones(1, 12, dtype: ScalarType.Bool)
        };
        var order = tensor(new long[] { 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 });

        var score = network.Score(input);
        var swapped = network.Score(input with
        {
            Noisy = input.Noisy.index_select(2, order),
            Mean = input.Mean.index_select(2, order)
        });

        // Without places a swap of two frames would swap their scores and change no other.
        Assert.True(TensorAssert.LargestDifference(score[.., .., 5], swapped[.., .., 5]) > 1e-5);
    }

    [Fact]
    public void Score_TimeScaledAsMuchAsItIsShorter_IsTheSame()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var (input, time) = (Estimators.Input(batch: 2, frames: 9, references: 7), tensor(new[] { 0.75f, 0.5f }));
        var plain = Opened(new(Small, Estimators.Context));
        var scaled = Opened(new(Small with { TimeScale = 4000 }, Estimators.Context));
        scaled.load_state_dict(plain.state_dict());

        var score = plain.Score(input with { Time = time });

        TensorAssert.SameBits(score, scaled.Score(input with { Time = time / 4 }));
        Assert.True(TensorAssert.LargestDifference(score, scaled.Score(input with { Time = time })) > 1e-4);
    }

    [Theory, InlineData(DitSize.Small, 12), InlineData(DitSize.Base, 12)]
    public void SiteNames_Sizes_AreABlockEach(DitSize size, int blocks) => Assert.Equal(
        Enumerable.Range(0, blocks).Select(block => $"block.{block}"),
        new DitOptions { Size = size, Attention = Small.Attention, Gate = Small.Gate }.SiteNames);

    [Fact]
    public void Constructor_SmallSize_HasItsWeights()
    {
        using var scope = NewDisposeScope();
        var network = new DiffusionTransformer(new()
        {
            Attention = Estimators.Attention("none"),
            Gate = Estimators.Gate("always"),
            Rezero = RezeroMode.None
        }, new(80, [], new(), ["_", "x"]));

        // A block: 6·D² + 6·D of the time, 3·D² + 3·D, D² + D, 4·D² + 4·D, 4·D² + D.
        const long D = 384;
        var around = (256 * D + D) + (D * D + D) + (160 * D + D) + (2 * D * D + 2 * D) + (80 * D + 80);
        Assert.Equal(12 * (18 * D * D + 15 * D) + around, network.parameters().Sum(weight => weight.NumberOfElements));
    }

    [Fact]
    public void Validated_BrokenRules_AreAllNamed()
    {
        var fault = Assert.Throws<OptionsException>(
            (Small with { Width = 10, Depth = 0, Dropout = 1, TimeScale = 0 }).Validated);
        var unknown = Assert.Throws<OptionsException>(
            () => new DiffusionTransformer(Small with { Speaker = "speakr" }, Estimators.Context));

        Assert.Equal(
            [
                "Width must be a multiple of twice the heads = 3, since places turn pairs of a head's features, but was "
                    + "10.",
                "Depth must be at least 1, but was 0.",
                "TimeScale must be above 0, but was 0.",
                "Dropout must be at least 0 and below 1, but was 1."
            ], fault.Problems);
        Assert.Equal("Speaker must name a condition, but was 'speakr'. Known: speaker, melstyle.", unknown.Message);
    }

    // What starts at zero hides what stands behind it.
    private static DiffusionTransformer Opened(DiffusionTransformer network)
    {
        using var off = no_grad();
        foreach (var (name, weight) in network.named_parameters())
            if (name.Contains("fromTime", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("toAnswer", StringComparison.Ordinal))
                nn.init.normal_(weight, mean: 0, std: 0.3);
        return network;
    }
}
