namespace Melange.Host.Guarding;

/// <summary>A vocoder under watch.</summary>
internal sealed class GuardedVocoder(IVocoder inner, PartWatch watch, int hopSamples) : IVocoder, IDisposable
{
    /// <inheritdoc/>
    public Tensor Vocode(Tensor logMel, Generator random) => watch.Run(
        () => inner.Vocode(logMel, random),
        new("audio", "samples", [logMel.shape[1] * hopSamples], logMel) { Inputs = [(nameof(logMel), logMel)] });

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();
}
