namespace Melange.Plugins;

/// <summary>Makes Vocos' generator, and HiFi-GAN's discriminators for it, to be trained.</summary>
/// <remarks>Source: Siuzdak 2023; see <see cref="VocosGenerator"/>. Departs: no discriminator hears spectra, and with
/// <c>mel_path</c> the magnitudes begin near the log-mel's, see <see cref="VocosHead"/>.</remarks>
public sealed class VocosTrainableVocoder : ITrainableVocoder
{
    /// <inheritdoc/>
    public string Id => "vocos";

    /// <inheritdoc/>
    public VocoderNetworks Create(string config, Func<AudioFormat, Tensor> melFilters)
    {
        ArgumentNullException.ThrowIfNull(melFilters);
        var ((sizes, mel), discriminators) = (VocosConfig.Read(config), VocoderConfig.Discriminators(config));
        var generator = new VocosGenerator(sizes, mel);
        if (sizes.HasMelPath)
        {
            using var filters = melFilters(mel);
            generator.BeginAtMel(filters);
        }
        return new(generator, new HifiGanDiscriminators(discriminators)) { Mel = mel };
    }
}
