namespace Melange.Plugins;

/// <summary>Reads the <c>config.json</c> that the official code trains HiFi-GAN with.</summary>
/// <remarks>Of it the generator's sizes and the log-mel, see <see cref="VocoderConfig"/>. Batch, rates and the like are
/// passed over.</remarks>
internal static class HifiGanConfig
{
    /// <summary>Reads what a config says of a generator.</summary>
    /// <inheritdoc cref="VocoderConfig.Read"/>
    public static (HifiGanSizes Sizes, AudioFormat Mel) Read(string text) => VocoderConfig.Read(text, config =>
    {
        var (sizes, mel) = (Sizes(config), config.Mel());
        if (config.Holds(() => sizes.Validated(), () => mel.Validated()) && sizes.HopSamples != mel.HopSamples)
            config.Add($"hop_size must be {sizes.HopSamples}, the product of upsample_rates "
                + $"{HifiGanSizes.Shown(sizes.Rates)}, but was {mel.HopSamples}.");
        return (sizes, mel);
    });

    private static HifiGanSizes Sizes(VocoderConfig config) => new()
    {
        IsDouble = IsDouble(config),
        Rates = config.Numbers("upsample_rates"),
        RateKernels = config.Numbers("upsample_kernel_sizes"),
        Channels = config.Number("upsample_initial_channel"),
        BlockKernels = config.Numbers("resblock_kernel_sizes"),
        Dilations = config.Field(
            "resblock_dilation_sizes", "a list of lists of whole numbers", VocoderConfig.ListsOf) ?? []
    };

    // "1" in the published files.
    private static bool IsDouble(VocoderConfig config) => config.Field("resblock", "\"1\" or \"2\"",
        value => value.ToString() switch
        {
            "1" => (bool?)true,
            "2" => false,
            _ => null
        }) ?? false;
}
