using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Makes audio from a mel-spectrogram with a trained generator.</summary>
/// <remarks>It draws nothing: a mel-spectrogram has one audio. A long one goes in pieces
/// (<see cref="GeneratorPieces"/>).</remarks>
/// <typeparam name="TNetwork">The generator: log-mels <c>[B, M, T]</c> to audio <c>[B, 1, T·hop]</c>.</typeparam>
public abstract class GeneratorVocoder<TNetwork> : IStatesMel, IDisposable where TNetwork : nn.Module<Tensor, Tensor>
{
    private readonly GeneratorPieces pieces;

    /// <summary>Reads the generator.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="context">What it is built for, which the host compares with <see cref="Mel"/>.</param>
    /// <param name="files">Reads its weights.</param>
    /// <param name="fresh">Makes it of the text of its config.</param>
    /// <param name="load">Puts the weights into it.</param>
    /// <exception cref="OptionsException">The options break their rules, or the folder cannot be used.</exception>
    private protected GeneratorVocoder(GeneratorOptions options, VocoderContext context, IWeightFiles files,
        Func<string, ReadGenerator<TNetwork>> fresh, Action<TNetwork, IReadOnlyDictionary<string, Tensor>> load)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(files);
        var read = GeneratorFiles.Read(options.Validated().Path, files, fresh, load);
        (Generator, Mel, Origin) = (read.Network, read.Mel, read.Origin);
        pieces = new(Generator, (read.Mel.HopSamples, read.Reach), options.PieceFrames);
    }

    /// <inheritdoc/>
    public AudioFormat Mel { get; }

    /// <inheritdoc/>
    public string Origin { get; }

    /// <summary>The network.</summary>
    internal TNetwork Generator { get; }

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
    public void Dispose()
    {
        Generator.Dispose();
        GC.SuppressFinalize(this);
    }
}
