using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Melange.Host.Configs;

/// <summary>Writes configs as JSON, and compares them.</summary>
internal static class ConfigJson
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file for people, in UTF-8: no need to escape letters
    };

    public static string Write(ConfigEntry entry) => Write(entry, Layout) + "\n";

    public static IReadOnlyList<string> Differences(ConfigEntry from, ConfigEntry to)
    {
        var (before, after) = (Values(from), Values(to));
        return [.. before.Keys.Union(after.Keys)
            .Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))
            .Select(path => $"{ConfigPath.Shown(path)} {Shown(before, path)} → {Shown(after, path)}")];
    }

    private static string Shown(OrderedDictionary<string, string> values, string path) =>
        values.GetValueOrDefault(path, "(unset)");

    private static OrderedDictionary<string, string> Values(ConfigEntry root)
    {
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in root.Children.SelectMany(Comparable))
            values[place.Path] = place.Node.HasChildren ? Write(place, default) : place.Text;
        return values;
    }

    private static string Write(ConfigEntry entry, JsonWriterOptions layout)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, layout))
            Write(writer, entry);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    // A list counts as one value: it is replaced as a whole. An empty section counts too: it may name a part.
    private static IEnumerable<ConfigEntry> Comparable(ConfigEntry entry) =>
        entry.Kind == ConfigKind.Section && entry.Children.Any() ? entry.Children.SelectMany(Comparable) : [entry];

    private static void Write(Utf8JsonWriter writer, ConfigEntry entry)
    {
        if (entry.Kind == ConfigKind.Section)
            WriteSection(writer, entry);
        else if (entry.Kind == ConfigKind.List)
            WriteList(writer, entry);
        else if (entry.Kind == ConfigKind.Text)
            writer.WriteStringValue(entry.Text);
        else
            WriteAsItStands(writer, entry.Text);
    }

    // Numbers keep their digits: 1e-4 stays 1e-4.
    private static void WriteAsItStands(Utf8JsonWriter writer, string text)
    {
        using var value = JsonDocument.Parse(text);
        value.RootElement.WriteTo(writer);
    }

    private static void WriteSection(Utf8JsonWriter writer, ConfigEntry section)
    {
        writer.WriteStartObject();
        foreach (var child in section.Children)
        {
            writer.WritePropertyName(child.Key);
            Write(writer, child);
        }
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, ConfigEntry list)
    {
        writer.WriteStartArray();
        foreach (var item in list.Children)
            Write(writer, item);
        writer.WriteEndArray();
    }
}
