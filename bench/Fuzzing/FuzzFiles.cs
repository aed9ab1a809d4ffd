using Melange.Host.TensorFiles;

namespace Melange.Bench;

/// <summary>The files that are damaged: small ones with the names and types of real ones.</summary>
internal static class FuzzFiles
{
    private const int MostEntries = 40;

    /// <summary>A file for each of some real ones, with as many axes, but of one or two values each; and one of every
    /// type.</summary>
    public static IReadOnlyList<byte[]> SmallCopies(IEnumerable<string> files) =>
        [.. files.Select(file => Written(Shrunk(file))), Written(OfEveryType())];

    private static Dictionary<string, Tensor> Shrunk(string file) => SafetensorsHeader.Read(file).Entries
        .OrderBy(entry => entry.Name, StringComparer.Ordinal).Take(MostEntries).ToDictionary(
            entry => entry.Name, entry => ones([.. entry.Shape.Select(size => Math.Min(size, 2))], dtype: entry.Type));

    private static Dictionary<string, Tensor> OfEveryType()
    {
        ScalarType[] types =
        [
            ScalarType.Bool, ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64,
            ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64, ScalarType.ComplexFloat32
        ];
        return types.ToDictionary(type => $"of.{type}", type => ones(2, 3, dtype: type));
    }

    private static byte[] Written(Dictionary<string, Tensor> tensors)
    {
        var file = Path.GetTempFileName();
        Safetensors.Write(file, tensors, new Dictionary<string, string> { ["about"] = "a small copy" });
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);
        return bytes;
    }
}
