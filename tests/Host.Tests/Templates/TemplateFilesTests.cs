using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Melange.Host.Tests.Templates;

/// <summary>What the template repeats of the repository is the same there.</summary>
public sealed class TemplateFilesTests
{
    private static readonly string Root = Path.Combine(TestFolder.Repository, "templates/melange-plugin");

    public static TheoryData<string> Slots => [.. PartSlot.Contracts.Keys];

    [Theory, MemberData(nameof(Slots))]
    public void Template_AnySlot_HasAPartATestAndAnExperiment(string slot)
    {
        var project = File.ReadAllText($"{Root}/{slot}/PluginProject/PluginProject.csproj");

        Assert.Contains($"<MelangePart Include=\"part-id\" Slot=\"{slot}\" />", project);
        Assert.Contains("Conformance", File.ReadAllText($"{Root}/{slot}/PluginProject.Tests/PartNameTests.cs"));
        Assert.Contains("part-id", File.ReadAllText($"{Root}/{slot}/experiments/mine.json"));
    }

    [Fact]
    public void Template_Estimator_PutsThePartsOfItsSiteUnderWatch()
    {
        var estimator = File.ReadAllText($"{Root}/estimator/PluginProject/PartName.cs");

        Assert.Contains("options.Attention.BuildInto(this, ", estimator);
        Assert.Contains("options.Gate.BuildInto(this, ", estimator);
    }

    [Fact]
    public void Template_Choices_AreTheSlotsAndTwoOtherNames()
    {
        var template = JsonNode.Parse(File.ReadAllText($"{Root}/.template.config/template.json"))!;
        var choices = template["symbols"]!["slot"]!["choices"]!.AsArray().Select(choice => (string)choice!["choice"]!);

        Assert.Equal(PartSlot.Contracts.Keys.Concat(["conditioner", "metric"]).Order(), choices.Order());
    }

    [Theory, InlineData("MeanAttention.cs", "PartName.cs"), InlineData("MeanAttentionOptions.cs", "PartNameOptions.cs")]
    public void Template_Attention_IsThatOfTheReadme(string shown, string template)
    {
        var expected = File.ReadAllText(Path.Combine(TestFolder.Repository, "tests/TestPlugins/ReadmeExample", shown))
            .Replace("ReadmeExample", "PartSpace", StringComparison.Ordinal)
            .Replace("MeanAttention", "PartName", StringComparison.Ordinal);

        Assert.Equal(expected, File.ReadAllText($"{Root}/attention/PluginProject/{template}"));
    }

    [Fact]
    public void Template_PackageVersions_AreThoseOfTheRepository()
    {
        var ours = Elements("Directory.Build.props", "Version").Single().Value;
        var known = Elements("Directory.Packages.props", "PackageVersion")
            .ToDictionary(NameOf, VersionOf);
        known["Melange.Abstractions"] = known["Melange.Testing"] = ours;

        var used = Directory.GetFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(package => (Name: NameOf(package), Version: VersionOf(package))).ToList();

        Assert.NotEmpty(used);
        Assert.All(used, package => Assert.Equal(known[package.Name], package.Version));
    }

    [Fact]
    public void Targets_Slots_AreThoseOfTheContracts()
    {
        var slots = Elements("Abstractions/build/Melange.Abstractions.targets", "MelangeSlots").Single().Value;

        Assert.Equal(PartSlot.Contracts.Keys, slots.Trim('|').Split('|').Order());
    }

    [Fact]
    public void Targets_ContractVersion_IsThatOfTheAssembly()
    {
        var manifest = Path.Combine(TestFolder.TestPlugins, "Good/plugin.json");

        Assert.Matches(new Regex($"\"contractVersion\": {Contract.Version},"), File.ReadAllText(manifest));
    }

    private static string NameOf(XElement package) => package.Attribute("Include")!.Value;

    private static string VersionOf(XElement package) => package.Attribute("Version")!.Value;

    private static IEnumerable<XElement> Elements(string file, string name) =>
        XDocument.Load(Path.Combine(TestFolder.Repository, file)).Descendants(name);
}
