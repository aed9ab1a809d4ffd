namespace Melange.Plugins.Tests.Encoders;

public sealed class GradTtsEncoderNamesTests
{
    [Theory]
    [InlineData("emb.weight", "embedding.weight")]
    [InlineData("prenet.norm_layers.2.beta", "prenet.norms.2.bias")]
    [InlineData("encoder.attn_layers.0.conv_q.weight", "layers.0.attention.toQuery.weight")]
    [InlineData("encoder.attn_layers.11.emb_rel_v", "layers.11.attention.relativeValues")]
    [InlineData("encoder.norm_layers_1.0.gamma", "layers.0.attentionNorm.gain")]
    [InlineData("proj_w.conv_1.weight", "durations.firstConvolution.weight")]
    public void FromOfficial_KnownName_GivesOurs(string official, string expected)
    {
        var ours = GradTtsEncoderNames.FromOfficial(official);

        Assert.Equal(expected, ours);
    }

    [Theory, InlineData("encoder.emb.weight"), InlineData("emb_weight"), InlineData("proj_m.weight.more")]
    public void FromOfficial_UnknownName_SaysWhatWasExpected(string official)
    {
        var thrown = Assert.Throws<ArgumentException>(() => GradTtsEncoderNames.FromOfficial(official));

        Assert.Equal($"officialName must be a key of Grad-TTS' text encoder, but was '{official}'.", thrown.Message);
    }
}
