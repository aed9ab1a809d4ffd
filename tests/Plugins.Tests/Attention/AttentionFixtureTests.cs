using Melange.Plugins.Tests.Gating;
using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>f2f and f2b against the float64 reference arithmetic of the notes.</summary>
public sealed class AttentionFixtureTests
{
    private const double Tolerance = 1e-5; // fixtures are float32; sums of at most a hundred terms near 1

    [Theory]
    [InlineData("f2f", "free"), InlineData("f2f", "masked"), InlineData("f2f", "phoneme")]
    [InlineData("f2b", "free"), InlineData("f2b", "masked"), InlineData("f2b", "phoneme")]
    public void Attend_WeightsOfTheFixture_GivesItsOutputAndMap(string design, string pairs)
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read(design);
        var attention = Build(design, fixture);
        var input = new AttentionInput(fixture["reference"], Fixture.Match(fixture).TargetMask, Pairs(fixture, pairs));
        var probe = new RecordingProbe();

        var streamed = attention.Attend(fixture["x"], input);
        var captured = attention.Attend(fixture["x"], input with { Probe = probe });

        TensorAssert.Close(fixture[$"{pairs}.output"], streamed, Tolerance);
        TensorAssert.Close(fixture[$"{pairs}.output"], captured, Tolerance);
        var map = design == "f2f" ? ProbeQuantity.AttentionMap : ProbeQuantity.AttentionMapByBin;
        TensorAssert.Close(fixture[$"{pairs}.weights"], probe.Taken[("mid", map)], Tolerance);
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Blend_PhonemeOutputOfTheFixture_GivesItsGated(string design)
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read(design);
        var match = Fixture.Match(fixture);

        var decision = new PhonemeFallbackGate(new(), Gates.Place)
            .Blend(fixture["x"], fixture["phoneme.output"], match);

        TensorAssert.SameBits(fixture["gated"], decision.Output);
        TensorAssert.SameBits(fixture["present"], decision.Openness.to(int64));
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void ChannelNorm_MaskedOutputOfTheFixture_GivesItsNorm(string design)
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read(design);
        var norm = new ChannelNorm(6);
        Fixture.Load(norm, [("weight", fixture["norm.gain"]), ("bias", fixture["norm.bias"])]);
        var mask = fixture["target_mask"].to(float32).unsqueeze(1).unsqueeze(1);

        var normal = norm.forward(fixture["x"] + fixture["masked.output"], mask);

        TensorAssert.Close(fixture["norm.output"], normal, Tolerance);
    }

    private static IReferenceAttention Build(string design, Dictionary<string, Tensor> fixture)
    {
        var site = new AttentionSite("mid", 0, Channels: 6, Bins: 5, ReferenceWidth: 10);
        nn.Module attention = design == "f2f"
            ? new FrameToFrameAttention(new() { Heads = 4, Features = 3 }, site)
            : new FrameToBinAttention(new() { Heads = 4, Features = 3 }, site);
        Fixture.Load(attention,
        [
            ("toQuery.weight", fixture["w_query"]), ("toKey.weight", fixture["w_key"]),
            ("toValue.weight", fixture["w_value"]),
            ("toOutput.weight", fixture["w_out"]), ("toOutput.bias", fixture["b_out"])
        ]);
        return (IReferenceAttention)attention;
    }

    private static Tensor Pairs(Dictionary<string, Tensor> fixture, string kind)
    {
        var match = Fixture.Match(fixture);
        return kind switch
        {
            "free" => ones_like(match.RealPairs()),
            "masked" => new AlwaysGate(new(), Gates.Place).AllowedPairs(match),
            _ => new PhonemeFallbackGate(new(), Gates.Place).AllowedPairs(match)
        };
    }
}
