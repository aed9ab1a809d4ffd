using System.Collections;

namespace Melange;

/// <summary>Audio that stays in its file until somebody asks for it, and is not kept then.</summary>
/// <remarks>A corpus that gives these may be larger than memory: only its features are computed, once.</remarks>
public sealed class StoredSamples : IReadOnlyList<float>
{
    private readonly Func<float[]> read;
    private readonly WeakReference<float[]?> last = new(null); // for those who ask sample by sample

    /// <summary>Creates samples that are not read yet.</summary>
    /// <param name="name">What messages call the file.</param>
    /// <param name="count">How many there are, at least 0.</param>
    /// <param name="version">Another one when the audio may be another: path, size and time of change of the file, and
    /// what it is brought to.</param>
    /// <param name="read">Reads all of them, in [-1, 1]; called anew each time, from any thread.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0.</exception>
    /// <exception cref="ArgumentException">The name or the version is empty.</exception>
    public StoredSamples(string name, int count, string version, Func<float[]> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentException.ThrowIfNullOrEmpty(version);
        ArgumentNullException.ThrowIfNull(read);
        (Name, Count, Version, this.read) = (name, count, version, read);
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Another one when the audio may be another.</summary>
    public string Version { get; }

    /// <summary>One sample; who wants all asks <see cref="Read"/> for them.</summary>
    /// <param name="index">From 0, below <see cref="Count"/>.</param>
    public float this[int index]
    {
        get
        {
            if (!last.TryGetTarget(out var samples))
                last.SetTarget(samples = Read());
            return samples[index];
        }
    }

    /// <summary>Reads all samples.</summary>
    /// <returns>A new array of <see cref="Count"/> samples in [-1, 1].</returns>
    /// <exception cref="FaultException">The file is gone or broken, or has another length by now.</exception>
    public float[] Read()
    {
        var samples = read();
        return samples.Length == Count ? samples
            : throw new FaultException([new(Name, 0,
                $"must hold {Count} samples, as when the corpus was read, but holds {samples.Length}.")]);
    }

    /// <inheritdoc/>
    public IEnumerator<float> GetEnumerator() => ((IEnumerable<float>)Read()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
