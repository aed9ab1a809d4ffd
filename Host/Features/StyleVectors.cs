using Melange.Host.TensorFiles;

namespace Melange.Host.Features;

/// <summary>The style vectors of an utterance, brought to the frames of its log-mel.</summary>
/// <remarks>
/// Vector j stands at (j + 1/2)/rate seconds, frame i at (i + 1/2)·HopSamples/SampleRateHz; a frame takes from the two
/// vectors around it in proportion, before the first and after the last that one alone. W features, N vectors, T
/// frames.
/// </remarks>
public sealed class StyleVectors
{
    private const double ToleranceSeconds = 0.1; // models of speech end up to a window before the audio

    private readonly StyleFile file;
    private readonly Func<Tensor> read;
    private readonly long count;

    private StyleVectors(StyleFile file, IReadOnlyList<long> shape, Func<Tensor> read)
    {
        if (shape.Count is not (1 or 2) || shape.Any(size => size < 1))
            throw Failure(file, $"style vectors must be [W, N] or [W], but are [{string.Join(", ", shape)}].");
        (this.file, this.read, Width, count) = (file, read, shape[0], shape.Count == 2 ? shape[1] : 1);
    }

    /// <summary>Features W of a vector.</summary>
    public long Width { get; }

    /// <summary>Reads what a file says of its vectors.</summary>
    /// <exception cref="FaultException">It is missing, broken, or holds something else.</exception>
    public static StyleVectors Open(StyleFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            if (file.Path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
                return OfArray(file);
            var entries = SafetensorsHeader.Read(file.Path).Entries;
            return entries.Count == 1 ? new(file, entries[0].Shape, () => Only(file.Path)) : throw Failure(
                file, $"style vectors must be one tensor of the file, but there are {entries.Count}.");
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Failure(file, cause.Message.Replace($"{file.Path}: ", "", StringComparison.Ordinal));
        }
    }

    /// <summary>What is wrong with vectors for so much audio; null for nothing.</summary>
    /// <param name="seconds">Duration of the audio, in seconds.</param>
    public string? Problem(double seconds)
    {
        var lasts = file.RateHz > 0 ? count / file.RateHz : seconds;
        return count == 1 || Math.Abs(lasts - seconds) <= ToleranceSeconds + 1 / file.RateHz ? null
            : FormattableString.Invariant(
                $"style vectors must last as the audio does, {seconds:0.###} s, but {count} at ")
                + FormattableString.Invariant($"{file.RateHz:0.###} a second last {lasts:0.###} s.");
    }

    /// <summary>Reads them, one a frame.</summary>
    /// <param name="frames">Frames T.</param>
    /// <param name="format">How long a frame is.</param>
    /// <returns>float32 <c>[W, T]</c>, new.</returns>
    public Tensor Read(long frames, AudioFormat format)
    {
        using var scope = NewDisposeScope();
        var vectors = read().to(float32).view(Width, count);                        // [W, N]
        var seconds = (arange(frames, dtype: float64) + 0.5) / format.FrameRateHz;  // [T]
        var rate = file.RateHz > 0 ? file.RateHz : count * format.FrameRateHz / frames;
        var place = (seconds * rate - 0.5).clamp(0, count - 1);
        var before = place.floor();
        var after = (before + 1).clamp_max(count - 1);
        var share = (place - before).to(float32);                                   // [T]
        return vectors.index_select(1, before.to(int64)).lerp(vectors.index_select(1, after.to(int64)), share)
            .MoveToOuterDisposeScope();                                             // [W, T]
    }

    private static StyleVectors OfArray(StyleFile file)
    {
        var array = NpyFile.Open(file.Path);
        return new(file, array.Shape, array.Read);
    }

    private static FaultException Failure(StyleFile file, string message) => new([new(file.Name, 0, message)]);

    private static Tensor Only(string path) => Safetensors.Read(path).Values.Single();
}
