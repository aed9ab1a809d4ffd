using System.Text.Encodings.Web;
using System.Text.Json;

namespace Melange.Host.TensorFiles;

/// <summary>Reads the JSON of a safetensors header, word by word, so that nothing in it goes unseen.</summary>
internal sealed class SafetensorsJson(byte[] text, string path)
{
    private const string MetadataKey = "__metadata__";
    private const int Levels = 3;          // header, entry, list of numbers
    private const int MostAxes = 64;       // the library's operations take no more
    private const int LongestShown = 100;

    private readonly List<SafetensorsEntry> entries = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);
    private string current = "";

    /// <summary>An error that names file and entry; names are escaped and cut to a bearable length.</summary>
    public static InvalidDataException Fault(string path, string entry, string fault) =>
        new($"{path}: '{Shown(entry)}' {fault}.");

    /// <summary>Reads every entry; what they say of the file as a whole is not checked here.</summary>
    /// <exception cref="InvalidDataException">The text is no header.</exception>
    public (List<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse()
    {
        if (text[0] != (byte)'{')
            throw new InvalidDataException($"{path}: its header must begin with '{{', but begins with byte {text[0]}.");
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Levels });
            reader.Read();
            while (NextKey(ref reader))
                Entry(ref reader);
            reader.Read(); // throws where anything but spaces follows
            return (entries, metadata);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            var within = names.Count == 0 ? "" : $" (in or after '{Shown(current)}')";
            throw new InvalidDataException(
                $"{path}: its header is no JSON of a safetensors file{within}: {broken.Message}", broken);
        }
    }

    private static string Shown(string name) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(
        name.Length <= LongestShown ? name : name[..LongestShown] + "...");

    private static bool NextKey(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType != JsonTokenType.EndObject;

    private void Entry(ref Utf8JsonReader reader)
    {
        current = reader.GetString()!;
        if (!names.Add(current))
            throw Fault("stands twice in the header");
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Fault("must be a JSON object, but is none");
        if (current == MetadataKey)
            ReadMetadata(ref reader);
        else
            entries.Add(ReadTensor(ref reader));
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (NextKey(ref reader))
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Fault("must hold texts alone");
            if (!metadata.TryAdd(key, reader.GetString()!))
                throw Fault("has a key twice");
        }
    }

    private SafetensorsEntry ReadTensor(ref Utf8JsonReader reader)
    {
        string? kind = null;
        List<long>? shape = null, offsets = null;
        while (NextKey(ref reader))
            if (kind is null && reader.ValueTextEquals("dtype"))
                kind = ReadText(ref reader);
            else if (shape is null && reader.ValueTextEquals("shape"))
                shape = ReadNumbers(ref reader, MostAxes, "shape");
            else if (offsets is null && reader.ValueTextEquals("data_offsets"))
                offsets = ReadNumbers(ref reader, 2, "data_offsets");
            else
                throw Fault("must have dtype, shape and data_offsets once each and nothing else");
        return kind is not null && shape is not null && offsets is { Count: 2 }
            ? Checked(kind, shape, (offsets[0], offsets[1]))
            : throw Fault("must have dtype, shape and two data_offsets");
    }

    private string ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String
            ? reader.GetString()! : throw Fault("must have a text as dtype");
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, int most, string what)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Fault($"must have a list as {what}");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Fault($"must have whole numbers of at least 0 as {what}");
            if (numbers.Count == most)
                throw Fault($"must have at most {most} numbers as {what}");
            numbers.Add(number);
        }
        return numbers;
    }

    private SafetensorsEntry Checked(string kind, List<long> shape, (long Begin, long End) offsets)
    {
        if (!TensorTypes.TryGet(kind, out var type))
            throw Fault($"is of type {Shown(kind)}; known: {TensorTypes.Known}");
        if (offsets.End < offsets.Begin)
            throw Fault($"ends at byte {offsets.End} of the data, before its beginning at {offsets.Begin}");
        var bytes = BytesOf(shape, type.Bytes);
        if (bytes != offsets.End - offsets.Begin)
            throw Fault($"needs {bytes} bytes as {kind} [{string.Join(", ", shape)}], "
                + $"but has {offsets.End - offsets.Begin}");
        return bytes <= int.MaxValue
            ? new(current, type.Type, [.. shape], offsets.Begin, offsets.End)
            : throw Fault($"has {bytes} bytes; at most {int.MaxValue} can be read");
    }

    // Axes of 0 count as 1 at first: the library multiplies the others, too.
    private long BytesOf(List<long> shape, int bytes)
    {
        try
        {
            var product = shape.Aggregate((long)bytes, (product, size) => checked(product * Math.Max(1, size)));
            return shape.Contains(0) ? 0 : product;
        }
        catch (OverflowException)
        {
            throw Fault("has a shape of more elements than can be counted");
        }
    }

    private InvalidDataException Fault(string fault) => Fault(path, current, fault);
}
