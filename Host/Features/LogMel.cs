namespace Melange.Host.Features;

/// <summary>The log-mel spectrogram of an utterance: held in memory, or read whenever it is needed.</summary>
public sealed class LogMel : IDisposable
{
    private readonly Tensor? held;
    private readonly Func<Tensor> read;

    /// <summary>Holds a spectrogram.</summary>
    /// <param name="mel"><c>[M, T]</c>; this object's from now on, but for its place in a dispose scope.</param>
    public LogMel(Tensor mel) => (held, Frames, read) = (mel, mel.shape[1], mel.alias);

    /// <summary>Stands for a spectrogram that lies elsewhere.</summary>
    /// <param name="frames">Its frames T.</param>
    /// <param name="read">Gives it, <c>[M, T]</c>, new each time.</param>
    public LogMel(long frames, Func<Tensor> read) => (Frames, this.read) = (frames, read);

    /// <summary>Frames T.</summary>
    public long Frames { get; }

    /// <summary>The spectrogram, <c>[M, T]</c>; the caller's scope owns it. One that is held shares its memory.
    /// </summary>
    public Tensor Read() => read();

    /// <summary>Frees what is held.</summary>
    public void Dispose() => held?.Dispose();
}
