using System.Reflection;
using Melange.Testing;

namespace Melange.Host.Tests.Docs;

/// <summary>Every contract has a page that names its members and its suite of tests.</summary>
public sealed class ContractPagesTests
{
    public static TheoryData<string> Slots => [.. PartSlot.Contracts.Keys];

    [Theory, MemberData(nameof(Slots))]
    public void Page_EveryContract_NamesItsMembers(string slot)
    {
        var contract = PartSlot.Contracts[slot];
        var page = Page(slot);
        var members = contract.GetMembers().Where(member => member is not MethodInfo { IsSpecialName: true }).ToList();

        Assert.StartsWith("# ", page);
        Assert.Contains($": `{contract.Name}`", page.Split('\n')[0]);
        Assert.NotEmpty(members);
        Assert.All(members, member => Assert.Matches($@"(?m)^    .*\b{member.Name}\b", page));
    }

    [Theory, MemberData(nameof(Slots))]
    public void Page_EveryContract_NamesItsSuites(string slot)
    {
        var suites = Suites(PartSlot.Contracts[slot]);

        Assert.NotEmpty(suites);
        Assert.All(suites, suite => Assert.Contains($"`{suite}`", Page(slot)));
        Assert.All(suites, suite => Assert.Contains($"`{suite}`", Row(slot)));
    }

    [Theory, MemberData(nameof(Slots))]
    public void Page_EverySlot_SaysWhatIsPromisedAndDemanded(string slot)
    {
        var page = Page(slot);

        Assert.All(["**Built** ", "**Called** ", "| the host promises |", "| the host demands |"],
            words => Assert.Contains(words, page));
    }

    [Fact]
    public void Pages_OfNoContract_AreNotThere() => Assert.Equal(
        PartSlot.Contracts.Keys.Append("README").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(TestFolder.Repository, "docs/contracts"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static string Page(string slot) =>
        File.ReadAllText(Path.Combine(TestFolder.Repository, $"docs/contracts/{slot}.md"));

    private static string Row(string slot) =>
        Page("README").Split('\n').Single(line => line.StartsWith('|') && line.Contains($"({slot}.md)"));

    // A suite builds the part that it tests.
    private static List<string> Suites(Type contract) =>
    [
        .. typeof(GateConformance).Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Conformance", StringComparison.Ordinal))
            .Where(type => type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .Any(method => method.Name == "Build" && method.ReturnType == contract))
            .Select(type => type.Name)
    ];
}
