namespace Melange.Plugins;

/// <summary>Makes HiFi-GAN's generator, with weight norm, and its discriminators, to be trained.</summary>
/// <remarks>Source: Kong et al. 2020; see <see cref="HifiGanGenerator"/> and <see cref="HifiGanDiscriminators"/>.
/// </remarks>
public sealed class HifiGanTrainableVocoder : ITrainableVocoder
{
    /// <inheritdoc/>
    public string Id => "hifi-gan";

    /// <inheritdoc/>
    public VocoderNetworks Create(string config, Func<AudioFormat, Tensor> melFilters)
    {
        var ((sizes, mel), discriminators) = (HifiGanConfig.Read(config), VocoderConfig.Discriminators(config));
        return new(new HifiGanGenerator(sizes, mel.Bins, isNormed: true), new HifiGanDiscriminators(discriminators))
        {
            Mel = mel
        };
    }
}
