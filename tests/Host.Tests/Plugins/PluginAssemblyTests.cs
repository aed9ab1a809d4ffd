using Melange.Host.Plugins;

namespace Melange.Host.Tests.Plugins;

/// <summary>What an assembly's metadata tells of whether it can be a plugin, without loading it.</summary>
public sealed class PluginAssemblyTests : IDisposable
{
    private static readonly PluginAssembly Good =
        PluginAssembly.Read(Path.Combine(TestFolder.TestPlugins, "Good/Good.dll"))!;

    private readonly PluginShelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Read_Plugin_TellsItsNameAndItsReferences()
    {
        Assert.Equal("Good", Good.Name);
        Assert.Equal(new Version(Contract.Version, 0, 0, 0), Good.References["Melange.Abstractions"]);
        Assert.Equal(10, Good.References["System.Runtime"].Major);
    }

    [Fact]
    public void EntryProblems_GoodPlugin_AreNone() => Assert.Empty(Problems(Good, Contract.Version));

    [Fact]
    public void EntryProblems_BuiltAgainstOtherContracts_NamesBoth() => Assert.Equal(
        "was built against version 5 of the contracts, but contractVersion is 3.", Assert.Single(Problems(Good, 3)));

    [Fact]
    public void EntryProblems_NewerFramework_NamesBoth()
    {
        var newer = With("System.Runtime", new(99, 0, 0, 0));

        Assert.Equal($"is built for .NET 99, but this host runs on .NET {Environment.Version.Major}.",
            Assert.Single(Problems(newer, Contract.Version)));
    }

    [Fact]
    public void EntryProblems_ReferenceThatIsNowhere_NamesIt()
    {
        var lacking = With("Somebody.Elses", new(1, 0));

        Assert.Equal("needs Somebody.Elses, which is neither in the folder nor the host's or the framework's to give.",
            Assert.Single(Problems(lacking, Contract.Version)));
    }

    [Fact]
    public void EntryProblems_ReferenceThatOnlyTheHostHas_IsNotAtHand()
    {
        var leaning = With("Spectre.Console", new(0, 0));

        Assert.Equal("needs Spectre.Console, which is neither in the folder nor the host's or the framework's to give.",
            Assert.Single(Problems(leaning, Contract.Version)));
    }

    [Fact]
    public void EntryProblems_ReferenceInAFolderBelow_IsAtHand()
    {
        var folder = shelf.Add("Good");
        Directory.CreateDirectory($"{folder}/lib");
        File.WriteAllText($"{folder}/lib/Somebody.Elses.dll", "");

        var problems = With("Somebody.Elses", new(1, 0)).EntryProblems(Contract.Version, folder);

        Assert.Empty(problems);
    }

    private List<string> Problems(PluginAssembly assembly, int contractVersion) =>
        [.. assembly.EntryProblems(contractVersion, shelf.Folder)];

    private static PluginAssembly With(string reference, Version version) =>
        Good with { References = new Dictionary<string, Version>(Good.References) { [reference] = version } };
}
