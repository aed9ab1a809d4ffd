namespace Melange.Host.TensorFiles;

/// <summary>The element types that the safetensors format and the library share.</summary>
/// <remarks>The format also has unsigned integers of 16, 32 and 64 bits and floats of 8 and fewer.</remarks>
internal static class TensorTypes
{
    private static readonly OrderedDictionary<string, (ScalarType Type, int Bytes)> Types = new()
    {
        ["BOOL"] = (ScalarType.Bool, 1),
        ["U8"] = (ScalarType.Byte, 1),
        ["I8"] = (ScalarType.Int8, 1),
        ["I16"] = (ScalarType.Int16, 2),
        ["I32"] = (ScalarType.Int32, 4),
        ["I64"] = (ScalarType.Int64, 8),
        ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2),
        ["F32"] = (ScalarType.Float32, 4),
        ["F64"] = (ScalarType.Float64, 8),
        ["C64"] = (ScalarType.ComplexFloat32, 8)
    };

    /// <summary>Every name, for messages.</summary>
    public static string Known => string.Join(", ", Types.Keys);

    /// <summary>The type of a name.</summary>
    /// <param name="name">Name in the format: <c>F32</c>.</param>
    /// <param name="type">The type and the bytes of an element.</param>
    public static bool TryGet(string name, out (ScalarType Type, int Bytes) type) => Types.TryGetValue(name, out type);

    /// <summary>The name of a type and the bytes of an element; null where the format has none.</summary>
    public static (string Name, int Bytes)? Of(ScalarType type) => Types
        .Where(entry => entry.Value.Type == type)
        .Select(entry => ((string, int)?)(entry.Key, entry.Value.Bytes)).FirstOrDefault();
}
