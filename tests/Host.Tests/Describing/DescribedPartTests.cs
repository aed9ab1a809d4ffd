using System.Text.Json.Nodes;
using Melange.Host.Describing;
using Melange.Host.Describing.Schemas;
using Melange.Host.Plugins;
using Melange.Host.Tests.Configs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Tests.Describing;

/// <summary>Parts of plugins of others, as they are described.</summary>
public sealed class DescribedPartTests
{
    private const string Failure =
        "Plugin 'Theirs' 1.0.0 (plugins/Theirs) failed while being configured: no luck today.";

    [Fact]
    public void Find_OptionsThatCannotBeMade_NamesThePlugin()
    {
        var catalog = With(services => services.AddAttention<SampleAttention, UnluckyOptions>("unlucky"));

        var fault = Assert.Throws<FaultException>(() => DescribedPart.Find("attention", "unlucky", catalog));

        Assert.Equal($"describe: {Failure}", fault.Message);
    }

    [Fact]
    public void FailureOf_RecordWithinThatCannotBeMade_NamesThePlugin()
    {
        var catalog = With(services => services.AddAttention<SampleAttention, AroundUnlucky>("around"));

        Assert.Equal(Failure, DescribedPart.FailureOf(catalog.Parts[0]));
    }

    [Fact]
    public void Schema_RecordsOfOneName_EachHasItsOptions()
    {
        var catalog = With(services => services.AddConditioner<SampleConditioner, FirstOptions>("first")
            .AddConditioner<SampleConditioner, SecondOptions>("second"));

        var definitions = JsonNode.Parse(ConfigSchema.Variant(catalog))!["definitions"]!;

        Assert.Equal(("width", "height"), (OptionOf("first"), OptionOf("second")));

        string OptionOf(string part)
        {
            var reference = definitions[$"conditioning.{part}"]!["properties"]!["layer"]!["anyOf"]![0]!["$ref"]!;
            return Assert.Single(definitions[$"{reference}".Split('/')[^1]]!["properties"]!.AsObject()).Key;
        }
    }

    [Fact]
    public void Schema_DefaultListOfRecords_IsNoListOfNothing()
    {
        var catalog = With(services => services.AddConditioner<SampleConditioner, NestedOptions>("nested"));

        var layers = JsonNode.Parse(ConfigSchema.Variant(catalog))!["definitions"]!["conditioning.nested"]!
            ["properties"]!["layers"]!;

        Assert.Null(layers["default"]);
    }

    [Fact]
    public void Flat_RecordsInListsOfDictionaries_AreAllThere() => Assert.Equal(
        ["layers", "layers.*.width", "deep", "deep.*.*.width"],
        DescribedPart.Flat(DescribedOption.AllOf(typeof(NestedOptions))).Select(option => option.Path));

    private static PluginCatalog With(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        var manifest = new PluginManifest
        {
            Id = "Theirs",
            Version = "1.0.0",
            ContractVersion = Contract.Version,
            Entry = "Theirs.dll",
            Parts = PluginCode.PartsOf(services).GroupBy(part => part.Slot).ToDictionary(
                slot => slot.Key, IReadOnlyList<string> (slot) => [.. slot.Select(part => part.Id)])
        };
        return new([new(manifest, ("plugins/Theirs", "plugins/Theirs"), () => "00",
            () => new PluginCode(services, NullLoggerFactory.Instance))], []);
    }

    private sealed record UnluckyOptions
    {
        public UnluckyOptions() => throw new InvalidOperationException("no luck today");

        public int Width { get; init; }
    }

    private sealed record AroundUnlucky
    {
        public UnluckyOptions[] Inner { get; init; } = [];
    }

    private sealed record FirstOptions
    {
        public First.Layer Layer { get; init; } = new();
    }

    private sealed record SecondOptions
    {
        public Second.Layer Layer { get; init; } = new();
    }

    private sealed record NestedOptions
    {
        public IReadOnlyList<First.Layer> Layers { get; init; } = [new()];
        public Dictionary<string, First.Layer[]> Deep { get; init; } = [];
    }

    private static class First
    {
        public sealed record Layer
        {
            public int Width { get; init; }
        }
    }

    private static class Second
    {
        public sealed record Layer
        {
            public int Height { get; init; }
        }
    }
}
