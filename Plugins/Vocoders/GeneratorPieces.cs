using TorchSharp;

namespace Melange.Plugins;

/// <summary>Lets a generator speak a mel-spectrogram in pieces, which give the samples of the whole.</summary>
/// <remarks>
/// Each piece is heard with the frames to both sides that its samples depend on, and only its own samples are kept: no
/// seam is blended, and memory does not grow with the length. Source: ours.
/// </remarks>
/// <param name="generator">Log-mels <c>[B, M, T]</c> to audio <c>[B, 1, T·hop]</c>; the caller's.</param>
/// <param name="frame">Samples of a frame, and the frames to each side of one that its samples depend on.</param>
/// <param name="pieceFrames">Frames of a piece, at least 1.</param>
public sealed class GeneratorPieces(
    nn.Module<Tensor, Tensor> generator, (long HopSamples, long Reach) frame, int pieceFrames)
{
    /// <summary>Makes audio, on the device of the mel-spectrogram.</summary>
    /// <param name="logMel">Natural-log mel-spectrogram, <c>[M, T]</c>.</param>
    /// <returns>Audio in [-1, 1], <c>[T·hop]</c>, new.</returns>
    public Tensor Speak(Tensor logMel)
    {
        ArgumentNullException.ThrowIfNull(logMel);
        using var off = no_grad();
        using var scope = NewDisposeScope();
        generator.to(logMel.device); // the same object, moved where it is elsewhere
        var frames = logMel.shape[1];
        var samples = empty(frames * frame.HopSamples, device: logMel.device);                  // [T·hop]
        for (var start = 0L; start < frames; start += pieceFrames)
            Fill(samples, logMel, (start, Math.Min(start + pieceFrames, frames)));
        return samples.MoveToOuterDisposeScope();
    }

    private void Fill(Tensor samples, Tensor logMel, (long Start, long End) piece)
    {
        using var scope = NewDisposeScope();
        var (first, hop) = (Math.Max(piece.Start - frame.Reach, 0), frame.HopSamples);
        var end = Math.Min(piece.End + frame.Reach, logMel.shape[1]);
        var heard = logMel.narrow(1, first, end - first).to(float32).unsqueeze(0);              // [1, M, heard]
        var (offset, length) = ((piece.Start - first) * hop, (piece.End - piece.Start) * hop);
        samples.narrow(0, piece.Start * hop, length).copy_(generator.call(heard)[0, 0].narrow(0, offset, length));
    }
}
