using Melange.Host.Describing;

namespace Melange.Host.Tests.Docs;

/// <summary>The pages of shipped plugins have every part with its options, its source and its cost.</summary>
public sealed class PluginPagesTests
{
    private static readonly Dictionary<string, string> Pages = new()
    {
        ["attention"] = "attention",
        ["conditioning"] = "conditioning",
        ["corpus"] = "corpora",
        ["encoder"] = "encoders",
        ["estimator"] = "estimator",
        ["gate"] = "gating",
        ["metrics"] = "metrics",
        ["noise"] = "noise",
        ["phonemizer"] = "phonemizers",
        ["process"] = "processes",
        ["sampler"] = "samplers",
        ["vocoder"] = "vocoders"
    };

    public static TheoryData<string> Parts => [.. TinyRun.Catalog.Parts.Select(part => $"{part.Slot} {part.Id}")];

    public static TheoryData<string> PageNames => [.. Pages.Values];

    [Fact]
    public void Pages_EverySlot_HasOneAndNoOtherIsThere()
    {
        var files = Directory.EnumerateFiles(Path.Combine(TestFolder.Repository, "docs/plugins"))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(PartSlot.Contracts.Keys.Order(), Pages.Keys.Order());
        Assert.Equal(Pages.Values.Order(), files.Order());
    }

    [Theory, MemberData(nameof(Parts))]
    public void Page_EveryOption_IsARowWithItsDefault(string name)
    {
        var part = TinyRun.Catalog.Parts.Single(other => $"{other.Slot} {other.Id}" == name);
        var page = new OptionPage($"docs/plugins/{Pages[part.Slot]}.md");
        var id = part.Id;

        Assert.Contains($"`{id}`", page.Text);
        foreach (var option in DescribedOption.AllOf(part.Registration.OptionsType))
        {
            var defaults = page.Defaults(option.Key, id);
            Assert.True(defaults.Count > 0, $"{id}: no row for {option.Key}");
            Assert.True(defaults.Contains(Expected(option)),
                $"{id}: {option.Key} is {Expected(option)}, but the page has {string.Join(" or ", defaults)}");
        }
    }

    [Theory, MemberData(nameof(PageNames))]
    public void Page_SourceAndCost_AreThere(string name)
    {
        var text = new OptionPage($"docs/plugins/{name}.md").Text;

        Assert.Matches(@"(?m)\*\*Sources?\*\*|\bSources?: |^## Sources", text);
        Assert.Matches(@"(?m)\*\*Cost\*\*|^## Cost\r?$", text);
    }

    private static string Expected(DescribedOption option) => option.IsRequired ? "none, required"
        : OptionText.Of(option.Default);
}
