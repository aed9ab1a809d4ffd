using System.Text.Json;

namespace Melange.Host.Tests.Probing;

/// <summary>Reads what a safetensors file says of itself, apart from its tensors.</summary>
internal static class SafetensorsMetadata
{
    public static Dictionary<string, string> Of(string file)
    {
        using var stream = File.OpenRead(file);
        var length = new byte[8];
        stream.ReadExactly(length);
        var header = new byte[BitConverter.ToInt64(length)];
        stream.ReadExactly(header);
        var metadata = JsonDocument.Parse(header).RootElement.GetProperty("__metadata__");
        return metadata.Deserialize<Dictionary<string, string>>()!;
    }
}
