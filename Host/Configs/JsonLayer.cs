using System.Text.Json;

namespace Melange.Host.Configs;

/// <summary>Reads what Microsoft's configuration does not keep of JSON: lines, kinds, order, repeated keys.</summary>
internal sealed class JsonLayer
{
    private static readonly JsonReaderOptions Rules = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly byte[] json;
    private readonly string file;
    private readonly List<Fault> faults;
    private readonly bool hasLines;
    private int line = 1;
    private int counted;

    private JsonLayer(byte[] json, string file, List<Fault> faults, bool hasLines) =>
        (this.json, this.file, this.faults, this.hasLines) = (json, file, faults, hasLines);

    /// <summary>The places of a file; null, with a fault, where it cannot be read.</summary>
    public static ConfigNode? OfFile(byte[] json, string file, List<Fault> faults) =>
        Root(new JsonLayer(json, file, faults, hasLines: true));

    /// <summary>The places of a config inside a file, without lines; null, with a fault, where it cannot be read.
    /// </summary>
    public static ConfigNode? OfPart(byte[] json, string file, List<Fault> faults) =>
        Root(new JsonLayer(json, file, faults, hasLines: false));
    /// <summary>The places of a list or section in a setting; null, with a fault, where it cannot be read.</summary>
    public static ConfigNode? OfSetting(byte[] json, string setting, List<Fault> faults) =>
        new JsonLayer(json, setting, faults, hasLines: false).Read();

    private static ConfigNode? Root(JsonLayer layer)
    {
        var root = layer.Read();
        if (root is null or { Kind: ConfigKind.Section })
            return root;
        layer.faults.Add(new Fault(layer.file, root.Position.Line, "a config must be a section: { ... }."));
        return null;
    }

    private ConfigNode? Read()
    {
        try
        {
            var reader = new Utf8JsonReader(json, Rules);
            reader.Read();
            var root = Value(ref reader, PositionOf(reader));
            reader.Read(); // throws where anything follows
            return root;
        }
        catch (JsonException broken)
        {
            var said = broken.Message.Split(" LineNumber:")[0];
            faults.Add(new Fault(file, hasLines ? (int)(broken.LineNumber ?? 0) + 1 : 0, $"this is no JSON: {said}"));
            return null;
        }
    }

    private ConfigNode Value(ref Utf8JsonReader reader, ConfigPosition position) => reader.TokenType switch
    {
        JsonTokenType.StartObject => Section(ref reader, position),
        JsonTokenType.StartArray => List(ref reader, position),
        JsonTokenType.Number => new ConfigNode(ConfigKind.Number, position),
        JsonTokenType.True or JsonTokenType.False => new ConfigNode(ConfigKind.Boolean, position),
        JsonTokenType.Null => new ConfigNode(ConfigKind.Unset, position),
        _ => new ConfigNode(ConfigKind.Text, position) { Text = reader.GetString() },
    };

    private ConfigNode Section(ref Utf8JsonReader reader, ConfigPosition position)
    {
        var section = new ConfigNode(ConfigKind.Section, position);
        var seen = new Dictionary<string, ConfigPosition>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (key, place) = (reader.GetString()!, PositionOf(reader));
            reader.Read();
            var value = Value(ref reader, place);
            if (Accepts(key, place, seen))
                section.Add(key, value);
        }
        return section;
    }

    private bool Accepts(string key, ConfigPosition place, Dictionary<string, ConfigPosition> seen)
    {
        if (key.Contains(':'))
            faults.Add(new Fault(place.File, place.Line, $"the key '{key}' must not contain a colon."));
        else if (!seen.TryAdd(key, place))
            faults.Add(new Fault(place.File, place.Line,
                $"'{key}' stands twice in one section; it is already in line {seen[key].Line}."));
        else
            return true;
        return false;
    }

    private ConfigNode List(ref Utf8JsonReader reader, ConfigPosition position)
    {
        var list = new ConfigNode(ConfigKind.List, position);
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var item = Value(ref reader, PositionOf(reader));
            if (item.Kind == ConfigKind.Unset) // the items behind it would move up
                faults.Add(new Fault(file, item.Position.Line, "a list must not hold null; leave the item out."));
            list.Add($"{i}", item);
        }
        return list;
    }

    private ConfigPosition PositionOf(in Utf8JsonReader reader)
    {
        for (; counted < reader.TokenStartIndex; counted++)
            line += json[counted] == '\n' ? 1 : 0;
        return new ConfigPosition(file, hasLines ? line : 0);
    }
}
