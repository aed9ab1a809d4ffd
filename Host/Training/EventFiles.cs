using System.Buffers.Binary;
using Google.Protobuf;
using Tensorboard;

namespace Melange.Host.Training;

/// <summary>The event files that TensorBoard reads.</summary>
/// <remarks>
/// A file is records: length (8 bytes, little end first), checksum of it (4), a <c>tensorflow.Event</c>, checksum of it
/// (4). A process that is killed leaves a broken last record; reading ends there.
/// </remarks>
public static class EventFiles
{
    private const string Pattern = "events.out.tfevents.*";
    private const int HeadBytes = 12, TailBytes = 4;

    /// <summary>Reads the events of a file, with the bytes of each record.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidProtocolBufferException">A whole record is no event.</exception>
    public static IEnumerable<(Event Event, ReadOnlyMemory<byte> Record)> Read(string file)
    {
        var bytes = File.ReadAllBytes(file).AsMemory();
        while (bytes.Length >= HeadBytes + TailBytes)
        {
            var length = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
            if (length < 0 || length > bytes.Length - HeadBytes - TailBytes)
                yield break;
            var record = bytes[..(HeadBytes + (int)length + TailBytes)];
            // From an array: the library's generated code cannot read from a span.
            yield return (Event.Parser.ParseFrom(record[HeadBytes..^TailBytes].ToArray()), record);
            bytes = bytes[record.Length..];
        }
    }

    /// <summary>Takes what lies after a step out of the files of a folder: a resumed run writes it again.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <param name="step">Last step to keep.</param>
    public static void KeepUpTo(string folder, int step)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.GetFiles(folder, Pattern))
        {
            if (ReadOrNull(file) is not { } events)
                continue;
            var kept = events.Where(entry => entry.Event.Step <= step).Select(entry => entry.Record).ToList();
            if (kept.Sum(record => (long)record.Length) < new FileInfo(file).Length)
                Rewrite(file, kept);
        }
    }

    // A log that cannot be read stays as it is, and is no reason not to train.
    private static List<(Event Event, ReadOnlyMemory<byte> Record)>? ReadOrNull(string file)
    {
        try
        {
            return [.. Read(file)];
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static void Rewrite(string file, List<ReadOnlyMemory<byte>> records)
    {
        var rewritten = Path.Combine(Path.GetDirectoryName(file)!, "rewritten.part");
        using (var output = File.Create(rewritten))
            foreach (var record in records)
                output.Write(record.Span);
        File.Move(rewritten, file, overwrite: true);
    }
}
