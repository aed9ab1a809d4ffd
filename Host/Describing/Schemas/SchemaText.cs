using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Melange.Host.Describing.Schemas;

/// <summary>Writes a schema for people: what fits into a line stands in one.</summary>
internal static class SchemaText
{
    private const int Width = 120;

    private static readonly JsonSerializerOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping // in UTF-8: no need to escape letters
    };

    /// <summary>The schema as JSON, with a line feed at its end.</summary>
    public static string Of(JsonObject schema)
    {
        var text = new StringBuilder();
        Write(text, schema, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        var line = node?.ToJsonString(OneLine) ?? "null";
        var fits = depth > 0 && 2 * depth + line.Length < Width - 40;               // beside a key
        if (fits || node is not (JsonObject or JsonArray))
            text.Append(line);
        else if (node is JsonObject section)
            WriteAll(text, section, depth, "{}", entry =>
            {
                text.Append(JsonSerializer.Serialize(entry.Key, OneLine)).Append(": ");
                Write(text, entry.Value, depth + 1);
            });
        else
            WriteAll(text, (JsonArray)node, depth, "[]", item => Write(text, item, depth + 1));
    }

    private static void WriteAll<T>(
        StringBuilder text, IEnumerable<T> items, int depth, string brackets, Action<T> write)
    {
        text.Append(brackets[0]);
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator).Append('\n').Append(' ', 2 * (depth + 1));
            write(item);
            separator = ",";
        }
        text.Append('\n').Append(' ', 2 * depth).Append(brackets[1]);
    }
}
