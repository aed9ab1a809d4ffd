namespace Melange.Plugins.Tests.Estimator;

public sealed class GradTtsEstimatorNamesTests
{
    [Theory]
    [InlineData("mlp.0.weight", "time.first.weight")]
    [InlineData("mlp.2.bias", "time.second.bias")]
    [InlineData("downs.0.2.fn.g", "down.0.site.rezero.gain")]
    [InlineData("downs.1.0.mlp.1.weight", "down.1.first.fromTime.weight")]
    [InlineData("downs.2.1.block2.block.1.bias", "down.2.second.second.norm.bias")]
    [InlineData("downs.1.3.conv.weight", "down.1.halve.weight")]
    [InlineData("ups.0.0.res_conv.weight", "up.0.first.shortcut.weight")]
    [InlineData("ups.1.2.fn.fn.to_qkv.weight", "up.1.site.attention.toQueryKeyValue.weight")]
    [InlineData("ups.1.3.conv.bias", "up.1.twice.bias")]
    [InlineData("mid_block1.block1.block.0.weight", "beforeMid.first.convolution.weight")]
    [InlineData("mid_attn.fn.fn.to_out.bias", "mid.attention.toOutput.bias")]
    [InlineData("mid_block2.mlp.1.bias", "afterMid.fromTime.bias")]
    [InlineData("final_block.block.1.weight", "final.norm.weight")]
    [InlineData("final_conv.weight", "toScore.weight")]
    public void FromOfficial_KnownName_GivesOurs(string official, string expected)
    {
        var ours = GradTtsEstimatorNames.FromOfficial(official);

        Assert.Equal(expected, ours);
    }

    [Theory, InlineData("spk_mlp.0.weight"), InlineData("final_conv"), InlineData("rezero.gain")]
    public void FromOfficial_UnknownName_GivesItBack(string official)
    {
        var ours = GradTtsEstimatorNames.FromOfficial(official);

        Assert.Equal(official, ours);
    }
}
