namespace Melange.Plugins;

/// <summary>Makes audio from a mel-spectrogram with a trained generator of Vocos.</summary>
/// <remarks>Source: Siuzdak 2023; see <see cref="VocosGenerator"/>.</remarks>
/// <param name="options">Where it is.</param>
/// <param name="context">What it is built for, which the host compares with its log-mels.</param>
/// <param name="files">Reads its weights.</param>
/// <exception cref="OptionsException">The options break their rules, or the folder cannot be used.</exception>
public sealed class VocosVocoder(GeneratorOptions options, VocoderContext context, IWeightFiles files)
    : GeneratorVocoder<VocosGenerator>(options, context, files, Fresh, VocosWeights.Load)
{
    private static ReadGenerator<VocosGenerator> Fresh(string config)
    {
        var (sizes, mel) = VocosConfig.Read(config);
        return new(new(sizes, mel), VocosGenerator.Reach(sizes, mel), mel);
    }
}
