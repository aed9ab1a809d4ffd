using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Makes audio from a mel-spectrogram with a vocoder of another framework, as an ONNX file.</summary>
/// <remarks>
/// Which log-mels it takes is said by the options, since no file of ONNX tells. Louder than full scale is cut to
/// [-1, 1]. It draws nothing. Melange ships none; what it sounds like is the file's.
/// </remarks>
public sealed class OnnxVocoder : IStatesMel, IDisposable
{
    private readonly VocoderNetwork network;

    /// <summary>Opens the file.</summary>
    /// <param name="options">Where it is, and its log-mels.</param>
    /// <param name="context">What it is built for, which the host compares with <see cref="Mel"/>.</param>
    /// <exception cref="OptionsException">The options break their rules, or the file is no such vocoder.</exception>
    public OnnxVocoder(OnnxVocoderOptions options, VocoderContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        Mel = options.Validated().Mel.Validated();
        network = new(options.Path, Mel);
        Origin = $"{Path.GetFileName(options.Path)}, SHA-256 {network.Sha256}";
    }

    /// <inheritdoc/>
    public AudioFormat Mel { get; }

    /// <inheritdoc/>
    public string Origin { get; }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">The mel-spectrogram is not shaped as stated.</exception>
    /// <exception cref="ArgumentException">The mel-spectrogram has no frame.</exception>
    /// <exception cref="InvalidOperationException">The network gives other than a hop of samples a frame.</exception>
    public Tensor Vocode(Tensor logMel, Generator random)
    {
        HasShape(logMel, "M T", [Mel.Bins, Any]);
        if (logMel.shape[1] < 1)
            throw new ArgumentException($"logMel must be at least 1 frame long, but was {logMel.shape[1]}.");

        using var off = no_grad();
        using var scope = NewDisposeScope();
        var heard = Mel.Normalised(logMel.to(float32)).cpu().contiguous();                  // [M, T]
        var samples = network.Speak(heard.data<float>().ToArray());
        return tensor(samples).clamp_(-1, 1).to(logMel.device).MoveToOuterDisposeScope();   // [T·hop]
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => network.Dispose();
}
