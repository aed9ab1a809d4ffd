namespace Melange.Plugins;

/// <summary>Makes HiFi-GAN's generator, with weight norm, and its discriminators, to be trained.</summary>
/// <remarks>Source: Kong et al. 2020; see <see cref="HifiGanGenerator"/> and <see cref="HifiGanDiscriminators"/>.
/// </remarks>
public sealed class HifiGanTrainableVocoder : ITrainableVocoder
{
    /// <inheritdoc/>
    public string Id => "hifi-gan";

    /// <inheritdoc/>
    public VocoderNetworks Create(string config)
    {
        var ((sizes, mel), discriminators) = (HifiGanConfig.Read(config), HifiGanConfig.ReadDiscriminators(config));
        return new(new HifiGanGenerator(sizes, mel.Bins, isNormed: true), new HifiGanDiscriminators(discriminators))
        {
            Mel = mel
        };
    }
}
