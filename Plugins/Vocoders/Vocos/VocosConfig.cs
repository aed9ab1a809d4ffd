namespace Melange.Plugins;

/// <summary>Reads the <c>config.json</c> of Vocos.</summary>
/// <remarks>Of it the generator's sizes, under the names of the official code, and the log-mel, see
/// <see cref="VocoderConfig"/>.</remarks>
internal static class VocosConfig
{
    /// <summary>Reads what a config says of a generator.</summary>
    /// <inheritdoc cref="VocoderConfig.Read"/>
    public static (VocosSizes Sizes, AudioFormat Mel) Read(string text) => VocoderConfig.Read(text, config =>
    {
        var sizes = new VocosSizes
        {
            Channels = config.Number("dim"),
            Hidden = config.Number("intermediate_dim"),
            Layers = config.Number("num_layers"),
            HasMelPath = config.Flag("mel_path")
        };
        var mel = config.Mel();
        if (config.Holds(() => sizes.Validated(), () => mel.Validated()) && mel.Window <= mel.HopSamples)
            config.Add($"win_size must be above hop_size = {mel.HopSamples}, so that windows lie over all samples, but "
                + $"was {mel.Window}.");
        return (sizes, mel);
    });
}
