using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Melange.Host.Configs;
using Melange.Host.Plugins;
using static Melange.Host.Describing.Schemas.SchemaNode;

namespace Melange.Host.Describing.Schemas;

/// <summary>Schemas of slots: one alternative for each part that is installed, with its own options.</summary>
internal sealed class PartSchemas(SchemaDefinitions definitions, PluginCatalog catalog)
{
    /// <summary>A slot with any part of a contract.</summary>
    public JsonObject Slot(Type contract, bool isWhole) => definitions.Named(
        DescribedPart.SlotOf(contract), isWhole,
        () => AnyOf([.. PartsOf(contract).Select(part => Part(part, isWhole)), OfOtherVersion(contract)]));

    /// <summary>Parts by name, where a name that is an id stands for its part.</summary>
    public JsonObject ByName(Type contract, bool isWhole)
    {
        var properties = new JsonObject();
        foreach (var part in PartsOf(contract))
            properties[part.Id] =
                AnyOf([Part(part, isWhole: false), Slot(contract, isWhole: true), Null()]);
        return new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = AnyOf([Slot(contract, isWhole), Null()])
        };
    }

    /// <summary>One part for all sites, with or without parts of some sites beside it.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="sites">The sites by name, and whether there may be others: then any key with a dot is one.</param>
    /// <param name="isWhole">Whether what is required must be there.</param>
    public JsonObject BySite(Type contract, (IReadOnlyList<string> Names, bool AreOpen) sites, bool isWhole)
    {
        var bySite = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [SiteBinder.DefaultKey] = AnyOf([Slot(contract, isWhole), Null()]) },
            ["additionalProperties"] = false
        };
        if (isWhole)
            bySite["required"] = new JsonArray(SiteBinder.DefaultKey);
        return AnyOf([.. PartsOf(contract).Select(part => Body(part, isWhole)).Append(bySite).Select(WithSites),
            OfOtherVersion(contract)]);

        JsonObject WithSites(JsonObject body)
        {
            foreach (var site in sites.Names)
                body["properties"]![site] = AnyOf([Slot(contract, isWhole: false), Null()]); // laid over the default's
            if (sites.AreOpen)
                body["patternProperties"] = new JsonObject
                {
                    [@"\."] = AnyOf([Slot(contract, isWhole: false), Null()])
                };
            return body;
        }
    }

    private JsonObject Part(CatalogPart part, bool isWhole) => definitions.Named(
        $"{part.Slot}.{part.Id}", isWhole, () => Body(part, isWhole));

    private JsonObject Body(CatalogPart part, bool isWhole)
    {
        var body = definitions.Body(part.Registration.OptionsType, isWhole);
        body["properties"]![PartBinder.UseKey] = new JsonObject
        {
            ["description"] = XmlDocumentation.Summary(part.Registration.PartType),
            ["enum"] = new JsonArray(part.Id)
        };
        if (!isWhole)
            body["additionalProperties"] = NoSuchOption(part);
        else if (body["required"] is JsonArray required)
            required.Insert(0, PartBinder.UseKey);
        else
            body["required"] = new JsonArray(PartBinder.UseKey);
        return body;
    }

    // A variant that swaps a part takes away the options of the old one: "heads": null.
    private static JsonObject NoSuchOption(CatalogPart part) => new()
    {
        ["type"] = "null",
        ["errorMessage"] = $"{part.Slot} '{part.Id}' has no such option; "
            + "null takes away what a lower layer set for another part."
    };

    // The options of a version that is asked for by number are judged when it is loaded.
    private JsonObject OfOtherVersion(Type contract)
    {
        var ids = string.Join('|', PartsOf(contract).Select(part => Regex.Escape(part.Id)));
        return new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [PartBinder.UseKey] = new JsonObject { ["type"] = "string", ["pattern"] = $"^({ids})@." }
            },
            ["required"] = new JsonArray(PartBinder.UseKey)
        };
    }

    private IEnumerable<CatalogPart> PartsOf(Type contract) => catalog.Parts
        .Where(part => part.Slot == DescribedPart.SlotOf(contract) && DescribedPart.FailureOf(part) is null)
        .OrderBy(part => part.Id, StringComparer.Ordinal)
        .DistinctBy(part => part.Id);

    private static JsonObject Null() => new() { ["type"] = "null" };
}
