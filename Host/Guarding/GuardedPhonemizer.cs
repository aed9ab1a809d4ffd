namespace Melange.Host.Guarding;

/// <summary>A phonemizer under watch.</summary>
internal sealed class GuardedPhonemizer(IPhonemizer inner, PartWatch watch) : IPhonemizer, IDisposable
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Phonemize(string text) => watch.Run(() => inner.Phonemize(text) is { Count: > 0 } given
        ? given
        : throw new InvalidOperationException("phonemes must be at least one, but were none"));

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();
}
