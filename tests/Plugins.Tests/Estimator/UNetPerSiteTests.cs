using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>Other parts at other sites, and a reference that shrinks with the levels.</summary>
public sealed class UNetPerSiteTests
{
    [Fact]
    public void StateDict_OtherPartsAtSomeSites_HasTheWeightsOfEach()
    {
        using var scope = NewDisposeScope();

        var shapes = new UNet(Mixed(), Estimators.Context).state_dict()
            .ToDictionary(entry => entry.Key, entry => entry.Value.shape);

        Assert.Equal([6 * 8, 14, 1], shapes["down.0.site.attention.toKey.weight"]); // f2f: H·A·M rows
        Assert.Equal([6 * 2, 14, 1], shapes["down.2.site.attention.toKey.weight"]);
        Assert.Equal([6, 14, 1], shapes["up.0.site.attention.toKey.weight"]);       // f2b: H·A rows
        Assert.Equal([6, 14, 1], shapes["up.1.site.attention.toKey.weight"]);
        Assert.DoesNotContain(shapes.Keys, key => key.StartsWith("mid.attention", StringComparison.Ordinal));
        string[] gates = ["up.1.site.gate.present", "up.1.site.gate.absent"];
        Assert.Equal(gates, shapes.Keys.Where(key => key.Contains(".gate.", StringComparison.Ordinal)));
        Assert.Contains("mid.norm.weight", shapes.Keys);
        Assert.DoesNotContain("up.0.site.norm.weight", shapes.Keys);
    }

    [Fact]
    public void Score_OtherPartsAtSomeSites_IsShownByTheProbe()
    {
        using var scope = NewDisposeScope();

        var taken = Watch(Mixed());

        Assert.Equal(["down.0", "down.1", "down.2", "up.0", "up.1"], Sites(ProbeQuantity.AttentionMap));
        Assert.Equal(["up.0", "up.1"], Sites(ProbeQuantity.AttentionMapByBin));
        Assert.Equal(0, taken[("down.1", ProbeQuantity.GateOpenness)].max().item<float>()); // never
        Assert.Equal(1, taken[("down.0", ProbeQuantity.GateOpenness)].max().item<float>());
        Assert.Equal(0, taken[("mid", ProbeQuantity.AttentionOutput)].abs().max().item<float>());

        IEnumerable<string> Sites(string quantity) =>
            taken.Keys.Where(key => key.Quantity == quantity).Select(key => key.Site);
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Score_ReferenceOfStrideTwo_ShrinksWithTheLevels(string attention)
    {
        using var scope = NewDisposeScope();

        var taken = Watch(Estimators.Options(attention) with { ReferenceStride = 2 });

        var input = Input();
        (string, int, long)[] sites = [("down.0", 1, 17), ("down.1", 2, 9), ("mid", 4, 5), ("up.1", 2, 9)];
        foreach (var (site, step, references) in sites)
        {
            var match = new PhonemeMatch(
                Every(nn.functional.pad(input.TargetPhonemes, (0, 2)), step),
                Every(nn.functional.pad(input.TargetMask, (0, 2)), step),
                Every(input.Reference.Phonemes, step), Every(input.Reference.Mask, step));
            var map = taken[(site, ProbeQuantity.AttentionMap)];                    // [B, H, T, R]
            Assert.Equal(references, map.shape[3]);
            TensorAssert.SameBits(match.ReferencePhonemes, taken[(site, ProbeQuantity.ReferencePhonemes)]);
            TensorAssert.SameBits(match.Present().to(float32), taken[(site, ProbeQuantity.GateOpenness)]);
            AttentionMapConformance.AssertRows(map, match.SamePhonemePairs());
        }
    }

    [Fact]
    public void Score_ReferenceOfStrideTwo_IsThatOfSeeingTheSameFramesAtOneSite()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var input = Input();
        var weights = Estimators.Small("f2f", seed: 7);
        var options = Only("mid", Estimators.Options("f2f"));
        var reference = input.Reference with
        {
            Features = Every(input.Reference.Features, 4),
            Mask = Every(input.Reference.Mask, 4),
            Phonemes = Every(input.Reference.Phonemes, 4)
        };

        var whole = Estimators.Alike(weights, options with { ReferenceStride = 2 }).Score(input);
        var cut = Estimators.Alike(weights, options).Score(input with { Reference = reference });

        TensorAssert.Close(cut, whole, 1e-5);
    }

    [Fact]
    public void Build_SitesOfANetwork_AreToldTheirLevelAndStride()
    {
        var told = new List<AttentionSite>();
        var options = Estimators.Options("none") with
        {
            ReferenceStride = 3,
            Attention = new Part<IReferenceAttention, AttentionSite>("none", site =>
            {
                told.Add(site);
                return new NoAttention(site);
            })
        };

        using var unet = new UNet(options, Estimators.Context);

        Assert.Equal(
            [
                new("down.0", 0, 8, 8, 14, 1), new("down.1", 1, 16, 4, 14, 3), new("down.2", 2, 32, 2, 14, 9),
                new("mid", 2, 32, 2, 14, 9), new("up.0", 2, 16, 2, 14, 9), new("up.1", 1, 8, 4, 14, 3)
            ],
            told);
    }

    private static UNetOptions Mixed() => Estimators.Options("f2f") with
    {
        Attention = new(Estimators.Attention("f2f"), new Dictionary<string, Part<IReferenceAttention, AttentionSite>>
        {
            ["mid"] = Estimators.Attention("none"),
            ["up.0"] = Estimators.Attention("f2b"),
            ["up.1"] = Estimators.Attention("f2b")
        }),
        Gate = new(Estimators.Gate("phoneme-fallback"), new Dictionary<string, Part<IGate, GateContext>>
        {
            ["down.1"] = Estimators.Gate("never"),
            ["up.1"] = Estimators.Gate("soft")
        }),
        Ending = new(SiteEnding.Residual, new Dictionary<string, SiteEnding> { ["mid"] = SiteEnding.ResidualMaskNorm })
    };

    private static UNetOptions Only(string site, UNetOptions options) => options with
    {
        Attention = new(Estimators.Attention("none"),
            new Dictionary<string, Part<IReferenceAttention, AttentionSite>> { [site] = options.Attention.At(site) }),
        Gate = new(Estimators.Gate("always"))
    };

    private static EstimatorInput Input() => Estimators.Input(batch: 2, frames: 22, references: 17);

    private static Tensor Every(Tensor frames, int step) => frames.slice(-1, 0, frames.shape[^1], step);

    private static IReadOnlyDictionary<(string Site, string Quantity), Tensor> Watch(UNetOptions options)
    {
        using var off = no_grad();
        var probe = new RecordingProbe();
        manual_seed(7);
        new UNet(options, Estimators.Context).Score(Input() with { Probe = probe }).Dispose();
        return probe.Taken;
    }
}
