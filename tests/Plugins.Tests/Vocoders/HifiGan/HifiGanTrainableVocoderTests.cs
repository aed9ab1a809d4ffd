using Melange.Host.Features;

namespace Melange.Plugins.Tests.Vocoders.HifiGan;

public sealed class HifiGanTrainableVocoderTests
{
    [Theory, MemberData(nameof(OfficialGenerator.Names), MemberType = typeof(OfficialGenerator))]
    public void Create_OfficialConfig_HasTheOfficialWeightsAndThePublishedDiscriminators(string name)
    {
        using var scope = NewDisposeScope();
        var official = OfficialGenerator.Of(name);

        var networks = new HifiGanTrainableVocoder().Create(official.Config.ToJsonString(), MelFilterbank.Of);

        using var generator = networks.Generator;
        using var discriminators = networks.Discriminators;
        Assert.Equal(
            official.Weights().Select(entry => (entry.Key, Shape(entry.Value))).Order(),
            generator.state_dict().Select(entry => ($"generator.{entry.Key}", Shape(entry.Value))).Order());
        Assert.Equal(8, discriminators.call(zeros(1, 1, 1024)).Count);
        Assert.Empty(networks.Mel.Differences(official.Read().Mel));

        static string Shape(Tensor tensor) => string.Join(", ", tensor.shape);
    }

    [Fact]
    public void Create_SameSeed_DrawsTheSameWeights()
    {
        using var scope = NewDisposeScope();
        var config = OfficialGenerator.Of("hifigan_resblock2").Config;
        config["discriminator_channels"] = 32;

        var sums = new[] { 1, 1, 2 }.Select(seed =>
        {
            manual_seed(seed);
            var networks = new HifiGanTrainableVocoder().Create(config.ToJsonString(), MelFilterbank.Of);
            return networks.Generator.parameters().Concat(networks.Discriminators.parameters())
                .Sum(weight => weight.sum().item<float>());
        }).ToList();

        Assert.Equal(sums[0], sums[1]);
        Assert.NotEqual(sums[0], sums[2]);
    }

    [Theory]
    [InlineData("discriminator_periods", "[2, 1]", "discriminator_periods must each be at least 2, but were [2, 1].")]
    [InlineData("discriminator_periods", "7", "discriminator_periods must be a list of whole numbers, but was 7.")]
    [InlineData("discriminator_channels", "\"wide\"",
        "discriminator_channels must be a whole number, but was \"wide\".")]
    [InlineData("num_mels", "0", "num_mels must be at least 1, but was 0.")]
    public void Create_BadField_SaysWhatItMustBe(string field, string value, string message)
    {
        using var scope = NewDisposeScope();
        var config = OfficialGenerator.Of("hifigan_resblock2").Config;
        config[field] = System.Text.Json.Nodes.JsonNode.Parse(value);

        var broken = Assert.Throws<OptionsException>(() =>
            new HifiGanTrainableVocoder().Create(config.ToJsonString(), MelFilterbank.Of));

        Assert.Equal([message], broken.Problems);
    }
}
