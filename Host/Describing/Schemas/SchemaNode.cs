using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Melange.Host.Configs;

namespace Melange.Host.Describing.Schemas;

/// <summary>Schemas of single values.</summary>
internal static class SchemaNode
{
    /// <summary>A reference to a definition.</summary>
    public static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    /// <summary>A schema with a text.</summary>
    public static JsonObject WithText(JsonObject schema, string text)
    {
        var made = new JsonObject { ["description"] = text };
        if (schema.ContainsKey("$ref"))
            made["anyOf"] = new JsonArray(schema); // beside a reference nothing else is read
        else
            Copy(schema, made);
        return made;
    }

    /// <summary>A schema of what fits one of several.</summary>
    public static JsonObject AnyOf(params IEnumerable<JsonObject> several) =>
        new() { ["anyOf"] = new JsonArray([.. several]) };

    /// <summary>A schema that null fits as well, with a text.</summary>
    public static JsonObject OrNull(JsonObject schema, string text)
    {
        var made = new JsonObject();
        if (text.Length > 0)
            made["description"] = text;
        if (schema["enum"] is JsonArray names && schema.Count == 1)
            made["enum"] = new JsonArray([.. names.Select(name => name!.DeepClone()), null]);
        else if (schema["type"] is JsonValue type && type.GetValue<string>() is not ("object" or "array"))
        {
            Copy(schema, made);
            made["type"] = new JsonArray(type.GetValue<string>(), "null");
        }
        else
            made["anyOf"] = Alternatives(schema);
        return made;
    }

    private static void Copy(JsonObject from, JsonObject to)
    {
        foreach (var (key, value) in from)
            to[key] = value!.DeepClone();
    }

    private static JsonArray Alternatives(JsonObject schema)
    {
        var alternatives = schema["anyOf"] is JsonArray several && schema.Count == 1
            ? (JsonArray)several.DeepClone() : [schema];
        alternatives.Add(new JsonObject { ["type"] = "null" });
        return alternatives;
    }

    /// <summary>A number, text, truth value or choice, within its range.</summary>
    public static JsonObject Scalar(Type type, ScalarKind kind, OptionRange range)
    {
        if (type.IsEnum)
        {
            var names = OptionType.NamesOf(type).Select(name => JsonValue.Create(name));
            return new() { ["enum"] = new JsonArray([.. names]) };
        }
        var schema = new JsonObject { ["type"] = kind.JsonType };
        if (kind.JsonType == "string" || kind.JsonType == "boolean")
            return schema;
        if (range.Lower is { Number: { } lower } from)
            schema[from.IsExclusive ? "exclusiveMinimum" : "minimum"] = lower;
        if (range.Upper is { Number: { } upper } to)
            schema[to.IsExclusive ? "exclusiveMaximum" : "maximum"] = upper;
        return schema;
    }

    /// <summary>A default as JSON; null where it is no value by itself.</summary>
    public static JsonNode? Default(object? value) => value switch
    {
        null => null,
        string or bool => JsonSerializer.SerializeToNode(value),
        TimeSpan or Uri or FileSystemInfo => JsonValue.Create(OptionText.Of(value)),
        ValueType and not Enum when ScalarKind.Of(value.GetType()) is not null => JsonSerializer.SerializeToNode(value),
        Enum choice => JsonValue.Create(JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString())),
        IDictionary => null,
        IEnumerable list => list.Cast<object?>().Select(Default).ToList() is var items && items.Contains(null)
            ? null : new JsonArray([.. items]),
        _ => OptionText.Everywhere(value) is { } common ? Default(common) : null
    };
}
