using System.Text.Json.Nodes;

namespace Melange.Plugins.Tests.Vocoders.HifiGan;

public sealed class HifiGanConfigTests
{
    private const string Published = """
        {
          "resblock": "1", "num_gpus": 0, "batch_size": 16, "learning_rate": 0.0002, "adam_b1": 0.8,
          "upsample_rates": [8, 8, 2, 2], "upsample_kernel_sizes": [16, 16, 4, 4], "upsample_initial_channel": 512,
          "resblock_kernel_sizes": [3, 7, 11], "resblock_dilation_sizes": [[1, 3, 5], [1, 3, 5], [1, 3, 5]],
          "segment_size": 8192, "num_mels": 80, "num_freq": 1025, "n_fft": 1024, "hop_size": 256, "win_size": 1024,
          "sampling_rate": 22050, "fmin": 0, "fmax": 8000, "fmax_for_loss": null, "dist_config": { "world_size": 1 }
        }
        """;

    [Fact]
    public void Read_PublishedV1_HasItsSizesAndItsMel()
    {
        var (sizes, mel) = HifiGanConfig.Read(Published);

        Assert.True(sizes.IsDouble);
        Assert.Equal([8L, 8, 2, 2], sizes.Rates);
        Assert.Equal([16L, 16, 4, 4], sizes.RateKernels);
        Assert.Equal([3L, 7, 11], sizes.BlockKernels);
        Assert.All(sizes.Dilations, dilations => Assert.Equal([1L, 3, 5], dilations));
        Assert.Equal((512, 256, 13), (sizes.Channels, sizes.HopSamples, sizes.ReachFrames));
        Assert.Empty(mel.Differences(new() { SampleRateHz = 22050 }));
    }

    [Fact]
    public void Read_MelOfAnotherKind_IsSaidBeside()
    {
        var mel = HifiGanConfig.Read(With(("fmax", "null"), ("win_size", "800"), ("mel_floor", "1e-7"),
            ("mel_scale", "\"htk\""), ("filter_height", "\"one\""))).Mel;

        Assert.Equal(["windowSamples 800, not 1024", "highHz 11025, not 8000", "melScale htk, not slaney",
            "filterHeight one, not area", "melFloor 1E-07, not 1E-05"],
            mel.Differences(new() { SampleRateHz = 22050 }));
    }

    [Fact]
    public void Read_NoFieldAtAll_NamesEachWithWhatIsExpected() => Assert.Equal(
        [
            "resblock is missing; expected \"1\" or \"2\".",
            "upsample_rates is missing; expected a list of whole numbers.",
            "upsample_kernel_sizes is missing; expected a list of whole numbers.",
            "upsample_initial_channel is missing; expected a whole number.",
            "resblock_kernel_sizes is missing; expected a list of whole numbers.",
            "resblock_dilation_sizes is missing; expected a list of lists of whole numbers.",
            "sampling_rate is missing; expected a whole number.",
            "n_fft is missing; expected a whole number.",
            "win_size is missing; expected a whole number.",
            "hop_size is missing; expected a whole number.",
            "num_mels is missing; expected a whole number.",
            "fmin is missing; expected a number.",
            "fmax is missing; expected a number."
        ], Refusal("{}"));

    [Theory]
    [InlineData("resblock", "3", "resblock must be \"1\" or \"2\", but was 3.")]
    [InlineData("upsample_rates", "[8, 2.5]", "upsample_rates must be a list of whole numbers, but was [8,2.5].")]
    [InlineData("upsample_rates", "8", "upsample_rates must be a list of whole numbers, but was 8.")]
    [InlineData("num_mels", "\"80\"", "num_mels must be a whole number, but was \"80\".")]
    [InlineData("resblock_dilation_sizes", "[1, 3]",
        "resblock_dilation_sizes must be a list of lists of whole numbers, but was [1,3].")]
    [InlineData("mel_scale", "\"bark\"", "mel_scale must be \"slaney\" or \"htk\", but was \"bark\".")]
    [InlineData("fmax", "9e9", "fmax must be above fmin and at most 11025, but was 9000000000.")]
    [InlineData("hop_size", "300",
        "hop_size must be 256, the product of upsample_rates [8, 8, 2, 2], but was 300.")]
    [InlineData("mel_floor", "0", "mel_floor must be above 0, but was 0.")]
    [InlineData("upsample_kernel_sizes", "[16, 15, 4, 4]", "upsample_kernel_sizes must be one for each of "
        + "upsample_rates [8, 8, 2, 2], that rate and an even number more, but were [16, 15, 4, 4].")]
    [InlineData("upsample_initial_channel", "24", "upsample_initial_channel must be above 0 and divide by 2 for each "
        + "of the 4 upsample_rates, but was 24.")]
    [InlineData("resblock_kernel_sizes", "[3, 7, 10]",
        "resblock_kernel_sizes must be at least one, each odd, but were [3, 7, 10].")]
    [InlineData("resblock_dilation_sizes", "[[1, 3], [1]]", "resblock_dilation_sizes must be a list of numbers from 1 "
        + "for each of resblock_kernel_sizes [3, 7, 11], but were [[1, 3], [1]].")]
    public void Read_OneFieldThatDoesNotDo_SaysWhatWould(string key, string value, string message) =>
        Assert.Equal([message], Refusal(With((key, value))));

    [Fact]
    public void Read_NoRate_IsRefused() => Assert.Contains(
        "upsample_rates must be at least one, each at least 1, but were [].", Refusal(With(("upsample_rates", "[]"))));

    [Fact]
    public void Read_FileOfSomethingElse_SaysSo()
    {
        Assert.StartsWith("it must be JSON, but is not: ", Refusal("resblock: 1")[0], StringComparison.Ordinal);
        Assert.Equal(["it must be an object of JSON: { ... }."], Refusal("[]"));
    }

    private static IReadOnlyList<string> Refusal(string config) =>
        Assert.Throws<OptionsException>(() => HifiGanConfig.Read(config)).Problems;

    private static string With(params (string Key, string Value)[] fields)
    {
        var config = JsonNode.Parse(Published)!.AsObject();
        foreach (var (key, value) in fields)
            config[key] = JsonNode.Parse(value);
        return config.ToJsonString();
    }
}
