using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Makes audio from a mel-spectrogram with a trained HiFi-GAN generator.</summary>
/// <remarks>
/// It draws nothing: a mel-spectrogram has one audio. A long one goes in pieces (<see cref="HifiGanPieces"/>). Source:
/// Kong et al. 2020; see <see cref="HifiGanGenerator"/>.
/// </remarks>
public sealed class HifiGanVocoder : IStatesMel, IDisposable
{
    private readonly HifiGanPieces pieces;

    /// <summary>Reads the generator.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="context">What it is built for, which the host compares with <see cref="Mel"/>.</param>
    /// <param name="files">Reads its weights.</param>
    /// <exception cref="OptionsException">The options break their rules, or the folder cannot be used.</exception>
    public HifiGanVocoder(HifiGanOptions options, VocoderContext context, IWeightFiles files)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(files);
        var read = HifiGanFiles.Read(options.Validated().Path, files);
        (Generator, Mel, Origin) = (read.Network, read.Mel, read.Origin);
        pieces = new(Generator, read.Sizes, options.PieceFrames);
    }

    /// <summary>The network.</summary>
    internal HifiGanGenerator Generator { get; }

    /// <inheritdoc/>
    public AudioFormat Mel { get; }

    /// <inheritdoc/>
    public string Origin { get; }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">The mel-spectrogram is not shaped as stated.</exception>
    /// <exception cref="ArgumentException">The mel-spectrogram has no frame.</exception>
    public Tensor Vocode(Tensor logMel, Generator random)
    {
        HasShape(logMel, "M T", [Mel.Bins, Any]);
        var frames = logMel.shape[1];
        if (frames < 1)
            throw new ArgumentException($"logMel must be at least 1 frame long, but was {frames}.");

        return pieces.Speak(logMel);
    }

    /// <summary>Frees the generator.</summary>
    public void Dispose() => Generator.Dispose();
}
