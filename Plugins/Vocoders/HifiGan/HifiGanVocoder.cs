namespace Melange.Plugins;

/// <summary>Makes audio from a mel-spectrogram with a trained HiFi-GAN generator.</summary>
/// <remarks>Source: Kong et al. 2020; see <see cref="HifiGanGenerator"/>. Weight norm is folded once, when read.
/// </remarks>
/// <param name="options">Where it is.</param>
/// <param name="context">What it is built for, which the host compares with its log-mels.</param>
/// <param name="files">Reads its weights.</param>
/// <exception cref="OptionsException">The options break their rules, or the folder cannot be used.</exception>
public sealed class HifiGanVocoder(GeneratorOptions options, VocoderContext context, IWeightFiles files)
    : GeneratorVocoder<HifiGanGenerator>(options, context, files, Fresh, HifiGanWeights.Load)
{
    private static ReadGenerator<HifiGanGenerator> Fresh(string config)
    {
        var (sizes, mel) = HifiGanConfig.Read(config);
        return new(new(sizes, mel.Bins, isNormed: false), sizes.ReachFrames, mel);
    }
}
