using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Melange.Host.TensorFiles;

/// <summary>Reads and writes tensors in the safetensors format.</summary>
/// <remarks>
/// Eight bytes of header length, a JSON header (dtype, shape, data_offsets by name), then the data in little-endian
/// order. Source: the format description of huggingface/safetensors. Nothing of a file is believed before it is
/// checked; see <see cref="SafetensorsHeader"/>.
/// </remarks>
public static class Safetensors
{
    private const int Alignment = 8;

    /// <summary>Writes tensors by name; the file appears whole or not at all.</summary>
    /// <exception cref="NotSupportedException">A tensor is of a type that the format and this program do not share, or
    /// larger than 2 GB.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        var names = tensors.Keys.Order(StringComparer.Ordinal).ToList();
        var text = Encoding.UTF8.GetBytes(Header(names, tensors, metadata).ToJsonString());
        var padding = (Alignment - text.Length % Alignment) % Alignment;

        var temporary = path + ".part";
        using (var file = File.Create(temporary))
        {
            Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, text.Length + padding);
            file.Write(length);
            file.Write(text);
            file.Write(Enumerable.Repeat((byte)' ', padding).ToArray());
            foreach (var name in names)
            {
                using var scope = NewDisposeScope();
                file.Write(tensors[name].detach().cpu().contiguous().bytes);
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads every tensor of a file; the caller's scope owns them.</summary>
    /// <exception cref="InvalidDataException">The file is not whole, or says something impossible;
    /// the message names the file and, where it has one, the entry.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>Reads every tensor of a file that is open already.</summary>
    /// <param name="file">A stream that can seek, at its start.</param>
    /// <param name="path">How messages name it.</param>
    /// <exception cref="InvalidDataException">As above.</exception>
    public static Dictionary<string, Tensor> Read(Stream file, string path)
    {
        ArgumentNullException.ThrowIfNull(file);
        var header = SafetensorsHeader.Read(file, path);
        var tensors = new Dictionary<string, Tensor>();
        using var scope = NewDisposeScope();
        foreach (var entry in header.Entries)
            tensors[entry.Name] = ReadTensor(file, header, entry, path);
        foreach (var tensor in tensors.Values)
            tensor.MoveToOuterDisposeScope();
        return tensors;
    }

    private static JsonObject Header(IEnumerable<string> names, IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new JsonObject();
        if (metadata is not null)
            header["__metadata__"] = new JsonObject(
                metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        long offset = 0;
        foreach (var name in names)
            header[name] = Entry(name, tensors[name], ref offset);
        return header;
    }

    private static JsonObject Entry(string name, Tensor tensor, ref long offset)
    {
        var (kind, bytes) = TensorTypes.Of(tensor.dtype) ?? throw new NotSupportedException(
            $"'{name}' must be of a type among {TensorTypes.Known}, but was {tensor.dtype}.");
        var start = offset;
        offset += tensor.NumberOfElements * bytes;
        if (offset - start > int.MaxValue)
            throw new NotSupportedException(
                $"'{name}' must have at most {int.MaxValue} bytes, but had {offset - start}.");
        return new JsonObject
        {
            ["dtype"] = kind,
            ["shape"] = new JsonArray([.. tensor.shape.Select(size => (JsonNode)size)]),
            ["data_offsets"] = new JsonArray(start, offset)
        };
    }

    private static Tensor ReadTensor(
        Stream file, SafetensorsHeader header, SafetensorsEntry entry, string path)
    {
        var result = empty(entry.Shape, dtype: entry.Type);
        if (entry.End == entry.Begin)
            return result;
        var bytes = result.bytes; // the tensor's own memory
        file.Position = header.DataStart + entry.Begin;
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw SafetensorsJson.Fault(path, entry.Name, "ends with the file before its data does");
        if (entry.Type == ScalarType.Bool && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) >= 0)
            throw SafetensorsJson.Fault(path, entry.Name, "holds a byte that is neither 0 nor 1, as BOOL");
        return result;
    }
}
