using System.Text.Json.Nodes;
using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Describing.Schemas;

/// <summary>The definitions of one schema: options records, parts and slots, each whole or partial.</summary>
internal sealed class SchemaDefinitions
{
    private readonly SortedDictionary<string, JsonObject> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> records = [];
    private readonly PartSchemas parts;

    public SchemaDefinitions(PluginCatalog catalog) => parts = new PartSchemas(this, catalog);

    /// <summary>Every definition that was asked for, by name.</summary>
    public JsonObject All => new(definitions.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));

    /// <summary>A reference to a definition, which is made when it is first asked for.</summary>
    public JsonObject Named(string name, bool isWhole, Func<JsonObject> make)
    {
        var key = isWhole ? name : $"{name}.partial";
        if (!definitions.ContainsKey(key))
        {
            definitions[key] = []; // a definition may refer to itself
            definitions[key] = make();
        }
        return SchemaNode.Reference(key);
    }

    /// <summary>A reference to the definition of a record.</summary>
    public JsonObject Record(Type record, bool isWhole) => Named(NameOf(record), isWhole, () => Body(record, isWhole));

    /// <summary>The schema of a section with the options of a record and no others.</summary>
    public JsonObject Body(Type record, bool isWhole)
    {
        var options = DescribedOption.AllOf(record);
        var properties = new JsonObject();
        foreach (var option in options)
            properties[option.Key] = Option(option, record, isWhole);
        var body = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false
        };
        var required = options.Where(option => option.IsRequired).Select(option => JsonValue.Create(option.Key));
        if (isWhole && required.Any())
            body["required"] = new JsonArray([.. required]);
        return body;
    }

    // Two plugins may call a record alike.
    private string NameOf(Type record)
    {
        if (records.TryGetValue(record, out var known))
            return known;
        var name = record.Name.Split('`')[0];
        var namesakes = records.Keys.Count(other => other.Name.Split('`')[0] == name);
        return records[record] = namesakes == 0 ? name : $"{name}.{namesakes + 1}";
    }

    private JsonObject Option(DescribedOption option, Type record, bool isWhole)
    {
        var schema = option.Type.IsPerSite
            ? Sites(option, record, isWhole)
            : Value(option.Type, option.Range, isWhole);
        var made = isWhole && option.IsRequired
            ? SchemaNode.WithText(schema, option.Text) : SchemaNode.OrNull(schema, option.Text);
        if (!option.IsRequired && SchemaNode.Default(option.Default) is { } value)
            made["default"] = value;
        return made;
    }

    private JsonObject Value(OptionType type, OptionRange range, bool isWhole)
    {
        if (type.Scalar is { } kind)
            return SchemaNode.Scalar(type.Type, kind, range);
        if (type.IsPart)
            return parts.Slot(type.Contract!, isWhole);
        if (type.IsSection)
            return type.ShortForm is { } form
                ? SchemaNode.AnyOf(Value(OptionType.Of(form.PropertyType), OptionRange.None, isWhole),
                    Record(type.Type, isWhole))
                : Record(type.Type, isWhole);
        var item = OptionType.Of(type.ItemType);
        if (type.IsMap && item.IsPart)
            return parts.ByName(item.Contract!, isWhole);
        var value = Value(item, range, isWhole);
        return type.IsMap
            ? new() { ["type"] = "object", ["additionalProperties"] = SchemaNode.OrNull(value, "") }
            : new() { ["type"] = "array", ["items"] = value };
    }

    private JsonObject Sites(DescribedOption option, Type record, bool isWhole)
    {
        var item = OptionType.Of(option.Type.ItemType);
        var (sites, areOpen) = (OptionType.SitesOf(Activator.CreateInstance(record)!),
            record.IsAssignableTo(typeof(INamesSites)));                            // which, other options decide
        if (item.IsPart)
            return parts.BySite(item.Contract!, (sites, areOpen), isWhole);
        var properties = new JsonObject();
        foreach (var site in sites.Prepend(SiteBinder.DefaultKey))
            properties[site] = SchemaNode.OrNull(Value(item, option.Range, isWhole), "");
        var bySite = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = areOpen ? SchemaNode.OrNull(Value(item, option.Range, isWhole), "") : false
        };
        if (isWhole)
            bySite["required"] = new JsonArray(SiteBinder.DefaultKey);
        return new() { ["anyOf"] = new JsonArray(Value(item, option.Range, isWhole), bySite) };
    }
}
