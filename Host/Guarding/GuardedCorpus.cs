namespace Melange.Host.Guarding;

/// <summary>A corpus under watch.</summary>
internal class GuardedCorpus(ICorpus inner, PartWatch watch) : ICorpus, IDisposable
{
    /// <summary>A corpus that may read other files as well, under watch.</summary>
    public static ICorpus Around(ICorpus inner, PartWatch watch) => inner is IReferenceReader reader
        ? new Reading(inner, reader, watch) : new GuardedCorpus(inner, watch);

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read() => watch.Run(() => inner.Read()
        ?? throw new InvalidOperationException("utterances must be a list, but were null"));

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();

    private sealed class Reading(ICorpus inner, IReferenceReader reader, PartWatch watch)
        : GuardedCorpus(inner, watch), IReferenceReader
    {
        private readonly PartWatch watch = watch;

        public IReadOnlyList<float> ReadAudio(string path) => watch.Run(() => reader.ReadAudio(path));

        public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
            watch.Run(() => reader.ReadPhonemes(path, audioSeconds));
    }
}
