using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Melange.Bench;

/// <summary>A safetensors file taken apart, so that any word of its header can be changed or doubled.</summary>
internal sealed class HeaderDraft
{
    private const int LengthBytes = 8;

    private HeaderDraft(List<Entry> entries, byte[] data) => (Entries, Data) = (entries, data);

    /// <summary>The entries in the order of the header.</summary>
    public List<Entry> Entries { get; }

    /// <summary>The bytes after the header.</summary>
    public byte[] Data { get; set; }

    /// <summary>Takes a whole file apart.</summary>
    public static HeaderDraft Of(byte[] file)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(LengthBytes, length));
        var entries = header.RootElement.EnumerateObject().Select(entry => new Entry(
            JsonSerializer.Serialize(entry.Name), [.. entry.Value.EnumerateObject()
                .Select(pair => new Pair(JsonSerializer.Serialize(pair.Name), pair.Value.GetRawText()))]));
        return new([.. entries], file[(LengthBytes + length)..]);
    }

    /// <summary>The file, with the length that its header has.</summary>
    public byte[] ToFile() => Join(Encoding.UTF8.GetBytes(ToJson()), Data);

    /// <summary>The header's text.</summary>
    public string ToJson() => $"{{{string.Join(',', Entries.Select(entry =>
        $"{entry.Name}:{{{string.Join(',', entry.Pairs.Select(pair => $"{pair.Key}:{pair.Value}"))}}}"))}}}";

    /// <summary>A file of any header and data.</summary>
    public static byte[] Join(byte[] header, byte[] data)
    {
        var length = new byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>One entry: its name as JSON, and what stands in it.</summary>
    internal sealed record Entry(string Name, List<Pair> Pairs);

    /// <summary>One key of an entry and its value, both as JSON.</summary>
    internal sealed record Pair(string Key, string Value);
}
