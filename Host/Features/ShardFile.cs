using System.Globalization;
using System.IO.Hashing;
using Melange.Host.Machine;
using Melange.Host.TensorFiles;

namespace Melange.Host.Features;

/// <summary>A file of log-mels that tells when it is broken.</summary>
/// <remarks>
/// Safetensors: a tensor <c>[M, T]</c> an utterance, under its id; the metadata hold a checksum of each (XXH3). Read by
/// position and not mapped, so that what was read counts as no process' memory: the system's cache of files serves all.
/// </remarks>
internal sealed class ShardFile
{
    private const string Checksum = "xxh3 ";

    private readonly string path;
    private readonly (long Offset, ulong Checksum, long[] Shape)[] mels;

    private ShardFile(string path, (long, ulong, long[])[] mels) => (this.path, this.mels) = (path, mels);

    /// <summary>Opens a file; null where it is missing, broken, or holds something else.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The tensors that it must hold.</param>
    /// <param name="shapes">Their shapes.</param>
    public static ShardFile? Open(string path, IReadOnlyList<string> names, IReadOnlyList<long[]> shapes)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var header = SafetensorsHeader.Read(path);
            var entries = header.Entries.ToDictionary(entry => entry.Name);
            var mels = names.Select(name => (Entry: entries[name], Sum: header.Metadata[Checksum + name])).ToList();
            var isAsked = mels.Zip(shapes).All(pair => pair.First.Entry.Type == ScalarType.Float32
                && pair.First.Entry.Shape.AsSpan().SequenceEqual(pair.Second));
            return !isAsked ? null : new(path, [.. mels.Select(mel => (header.DataStart + mel.Entry.Begin,
                ulong.Parse(mel.Sum, NumberStyles.HexNumber, CultureInfo.InvariantCulture), mel.Entry.Shape))]);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or UnauthorizedAccessException
            or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mels">Log-mels, <c>[M, T]</c>, by name.</param>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> mels) =>
        WholeFile.Write(path, part => Safetensors.Write(part, mels, mels.ToDictionary(
            mel => Checksum + mel.Key, mel => $"{XxHash3.HashToUInt64(mel.Value.bytes):x16}")));

    /// <summary>Reads a log-mel; null where the file is gone, or broken there.</summary>
    /// <param name="index">Its place among the names.</param>
    /// <returns><c>[M, T]</c>, new.</returns>
    public Tensor? Read(int index)
    {
        var (offset, checksum, shape) = mels[index];
        var mel = empty(shape);
        try
        {
            using var handle = File.OpenHandle(path);
            var read = RandomAccess.Read(handle, mel.bytes, offset);
            if (read == mel.bytes.Length && XxHash3.HashToUInt64(mel.bytes) == checksum)
                return mel;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // as broken as one that was cut short
        }
        mel.Dispose();
        return null;
    }

    /// <summary>Takes the file away.</summary>
    public void Delete() => File.Delete(path);
}
