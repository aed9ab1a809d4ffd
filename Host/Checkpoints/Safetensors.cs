using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Melange.Host.Checkpoints;

/// <summary>Reads and writes tensors in the safetensors format.</summary>
/// <remarks>
/// Eight bytes of header length, a JSON header (dtype, shape, data_offsets by name), then the data in little-endian
/// order. Source: the format description of huggingface/safetensors. Nothing of a file is believed before it is
/// checked.
/// </remarks>
public static class Safetensors
{
    private const int LengthBytes = 8;
    private const long LongestHeaderBytes = 100_000_000;

    private static readonly Dictionary<string, (ScalarType Type, int Bytes)> Types = new()
    {
        ["F32"] = (ScalarType.Float32, 4),
        ["F64"] = (ScalarType.Float64, 8),
        ["I64"] = (ScalarType.Int64, 8),
        ["BOOL"] = (ScalarType.Bool, 1),
        ["U8"] = (ScalarType.Byte, 1)
    };

    /// <summary>Writes tensors by name; the file appears whole or not at all.</summary>
    /// <exception cref="NotSupportedException">A tensor has another type than float32, float64, int64,
    /// bool or byte.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        var names = tensors.Keys.Order(StringComparer.Ordinal).ToList();
        var text = Encoding.UTF8.GetBytes(Header(names, tensors, metadata).ToJsonString());
        var padding = (LengthBytes - text.Length % LengthBytes) % LengthBytes;

        var temporary = path + ".part";
        using (var file = File.Create(temporary))
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, text.Length + padding);
            file.Write(length);
            file.Write(text);
            file.Write(Enumerable.Repeat((byte)' ', padding).ToArray());
            foreach (var name in names)
            {
                using var plain = tensors[name].detach().cpu().contiguous();
                file.Write(plain.bytes);
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads every tensor of a file.</summary>
    /// <exception cref="InvalidDataException">The file is not whole, or says something impossible;
    /// the message names the entry.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        using var file = File.OpenRead(path);
        var (header, dataStart) = ReadHeader(file, path);
        var tensors = new Dictionary<string, Tensor>();
        foreach (var entry in header.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
            tensors[entry.Name] = ReadTensor(file, dataStart, entry, path);
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
        var kind = Types.FirstOrDefault(type => type.Value.Type == tensor.dtype);
        if (kind.Key is null)
            throw new NotSupportedException(
                $"'{name}' must be float32, float64, int64, bool or byte, but was {tensor.dtype}.");
        var start = offset;
        offset += tensor.NumberOfElements * kind.Value.Bytes;
        return new JsonObject
        {
            ["dtype"] = kind.Key,
            ["shape"] = new JsonArray([.. tensor.shape.Select(size => (JsonNode)size)]),
            ["data_offsets"] = new JsonArray(start, offset)
        };
    }

    private static (JsonElement Header, long DataStart) ReadHeader(FileStream file, string path)
    {
        var length = new byte[LengthBytes];
        if (file.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
            throw new InvalidDataException(
                $"{path}: shorter than the {LengthBytes} bytes of a safetensors header length.");
        var headerBytes = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerBytes < 2 || headerBytes > Math.Min(LongestHeaderBytes, file.Length - LengthBytes))
            throw new InvalidDataException(
                $"{path}: its header claims {headerBytes} bytes, which the file does not hold.");
        var text = new byte[headerBytes];
        file.ReadExactly(text);
        try
        {
            var root = JsonDocument.Parse(text).RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? (root, LengthBytes + headerBytes)
                : throw new InvalidDataException($"{path}: its header is no JSON object.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: its header is no JSON: {fault.Message}", fault);
        }
    }

    private static Tensor ReadTensor(FileStream file, long dataStart, JsonProperty entry, string path)
    {
        var (type, shape, begin, end) = Checked(entry, file.Length - dataStart, path);
        var data = new byte[end - begin];
        file.Position = dataStart + begin;
        file.ReadExactly(data);
        var result = empty(shape, dtype: type);
        if (data.Length > 0)
            result.bytes = data;
        return result;
    }

    private static (ScalarType Type, long[] Shape, long Begin, long End) Checked(
        JsonProperty entry, long dataBytes, string path)
    {
        InvalidDataException Invalid(string fault, Exception? cause = null) =>
            new($"{path}: '{entry.Name}' {fault}.", cause);
        try
        {
            var kind = entry.Value.GetProperty("dtype").GetString() ?? "null";
            if (!Types.TryGetValue(kind, out var type))
                throw Invalid($"is of type {kind}; known: {string.Join(", ", Types.Keys)}");
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
            var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray()
                .Select(at => at.GetInt64()).ToArray();
            var bytes = checked(shape.Aggregate(1L, (product, size) => checked(product * size)) * type.Bytes);
            var isWhole = shape.All(size => size >= 0) && offsets.Length == 2 && offsets[0] >= 0
                && offsets[1] <= dataBytes && offsets[1] - offsets[0] == bytes;
            return isWhole
                ? (type.Type, shape, offsets[0], offsets[1])
                : throw Invalid("does not fit its bytes or lies outside the file");
        }
        catch (Exception cause) when (cause is KeyNotFoundException or InvalidOperationException
            or FormatException or OverflowException)
        {
            throw Invalid("has no usable dtype, shape and data_offsets", cause);
        }
    }
}
