using System.Text.Json.Nodes;
using Melange.Host.Assembly.Options;
using Melange.Host.Experiments;
using Melange.Host.Plugins;

namespace Melange.Host.Describing.Schemas;

/// <summary>JSON schemas of variant, experiment and vocoder files, made from what is installed.</summary>
/// <remarks>
/// Draft 07 (Wright et al. 2018, JSON Schema Validation). A file that extends others, and what an experiment lays over
/// its base, may be partial: nothing is required there, and an unknown option of a part may be null, which takes away
/// what a lower layer set for another part.
/// </remarks>
public static class ConfigSchema
{
    /// <summary>Name of the schema of variant files.</summary>
    public const string VariantFile = "variant.schema.json";

    /// <summary>Name of the schema of experiment files.</summary>
    public const string ExperimentFile = "experiment.schema.json";

    /// <summary>Name of the schema of files that a vocoder is trained by.</summary>
    public const string VocoderFile = "vocoder.schema.json";

    /// <summary>The key by which a file names its schema.</summary>
    public const string SchemaKey = "$schema";

    private const string Draft = "http://json-schema.org/draft-07/schema#";

    /// <summary>The schema of the config of a run: <c>experiments/variants/small.json</c>.</summary>
    public static string Variant(PluginCatalog catalog) => Config(catalog, typeof(RunOptions), "The config of a run");

    /// <summary>The schema of what a vocoder is trained by: <c>experiments/vocoder.json</c>.</summary>
    public static string Vocoder(PluginCatalog catalog) =>
        Config(catalog, typeof(VocoderRunOptions), "The training of a vocoder");

    private static string Config(PluginCatalog catalog, Type root, string title)
    {
        var definitions = new SchemaDefinitions(catalog);
        var (whole, partial) = (definitions.Body(root, isWhole: true), definitions.Body(root, isWhole: false));
        AddFileKeys(whole, extends: false);
        AddFileKeys(partial, extends: true);
        partial["required"] = new JsonArray("extends");
        return Write(new()
        {
            ["title"] = title,
            ["anyOf"] = new JsonArray(whole, partial)
        }, definitions);
    }

    /// <summary>The schema of experiments: <c>experiments/demo.json</c>.</summary>
    public static string Experiment(PluginCatalog catalog)
    {
        var definitions = new SchemaDefinitions(catalog);
        var schema = definitions.Body(typeof(ExperimentOptions), isWhole: true);
        AddFileKeys(schema, extends: true);
        schema["title"] = "An experiment: variants of a run";
        var properties = schema["properties"]!;
        properties["base"] = Text("The file that the variants vary, relative to this one.");
        properties["common"] = Layer(typeof(RunOptions), "What is laid over the base for all variants.");
        properties["evaluate"] = Layer(typeof(EvaluationOptions), "As in common, for all variants.");
        properties["variants"] = new JsonObject
        {
            ["description"] = "What each variant lays over that, by its name, which becomes a folder.",
            ["type"] = "object",
            ["minProperties"] = 1,
            ["additionalProperties"] = Layer(typeof(RunOptions), "What this variant lays over the base.")
        };
        schema["anyOf"] = new JsonArray(Requires("base", "variants"), Requires("extends"));
        return Write(schema, definitions);

        JsonObject Layer(Type record, string text) =>
            SchemaNode.OrNull(definitions.Record(record, isWhole: false), text);
    }

    private static JsonObject Requires(params string[] keys) =>
        new() { ["required"] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]) };

    private static void AddFileKeys(JsonObject schema, bool extends)
    {
        schema["properties"]![SchemaKey] = Text("This schema, for editors; the program does not read it.");
        if (extends)
            schema["properties"]!["extends"] = new JsonObject
            {
                ["description"] = "The file, or files, that this one is laid over, relative to it.",
                ["type"] = new JsonArray("string", "array"),
                ["items"] = new JsonObject { ["type"] = "string" }
            };
    }

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    private static string Write(JsonObject schema, SchemaDefinitions definitions)
    {
        var root = new JsonObject { [SchemaKey] = Draft };
        foreach (var (key, value) in schema.ToList())
            root[key] = value!.DeepClone();
        root["definitions"] = definitions.All;
        return SchemaText.Of(root);
    }
}
