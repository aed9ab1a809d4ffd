using System.Runtime.Loader;
using Melange.Host.Plugins;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Tests.Plugins;

public sealed class PluginCatalogTests
{
    private static readonly PluginCatalog Catalog = PluginCatalog.Load([TestFolder.TestPlugins]);
    private static readonly AttentionSite Site = new("mid", 2, 64, 20, 128);

    [Fact]
    public void Load_GoodAndBadPlugins_KeepsTheGoodOnes()
    {
        var ids = Catalog.Plugins.Select(plugin => plugin.Id);

        Assert.Equal(["AbortsOnLoad", "Good", "KeepsItself", "Marks", "Misbehaves", "NewerDependency", "OlderDependency",
            "OlderFramework", "OwnDependency", "OwnNative", "OwnOtherDependency", "OwnProtobuf", "ReadmeExample",
            "Satellites", "ThrowsOnBuild", "ThrowsOnRegister", "Versioned", "Versioned"], ids);
        var parts = Catalog.Parts.Where(part => part.Plugin.Id is "Good" or "Misbehaves").Select(part => part.FullId);
        Assert.Equal(["echo@0.1.0", "misbehaves@0.1.0", .. Enumerable.Repeat("throws@0.1.0", 4)], parts);
    }

    [Theory]
    [InlineData("WrongVersion",
        "FOLDER/plugin.json:4: contractVersion must be 4, as this host's, but was 99.")]
    [InlineData("CarriesTorch",
        "FOLDER/TorchSharp.dll: the host brings this file; a plugin must not ship it (Melange.Abstractions' build " +
        "targets keep it out).")]
    public void Load_BadPlugin_SaysWhy(string name, string cause)
    {
        var rejected = Catalog.Rejected.Single(plugin => plugin.Folder.EndsWith("/" + name, StringComparison.Ordinal));

        Assert.Equal(cause, rejected.Cause.Replace(rejected.Folder, "FOLDER", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_AnyPlugin_RunsNoneOfItsCodeBeforeAPartIsNeeded()
    {
        var catalog = PluginCatalog.Load([TestFolder.TestPlugins]);

        _ = catalog.Parts.Single(part => part.Id == "echo").Registration;

        Assert.Equal(["Good"], catalog.Plugins.Where(plugin => plugin.IsLoaded).Select(plugin => plugin.Id));
    }

    [Fact]
    public void Registration_PluginThatThrows_SaysWhy()
    {
        var part = PartCalled("never-offered");

        var failure = Assert.Throws<PluginException>(() => part.Registration);

        Assert.Equal($"Plugin 'ThrowsOnRegister' 0.1.0 ({part.Plugin.Folder}) failed while being loaded: " +
            "the licence of this plugin has run out.", failure.Message);
    }

    [Fact]
    public void Load_MissingFolder_IsEmpty()
    {
        var catalog = PluginCatalog.Load(["no/such/folder"]);

        Assert.Empty(catalog.Plugins);
        Assert.Empty(catalog.Rejected);
    }

    [Fact]
    public void Load_ShippedPlugins_EachCanBeLoaded()
    {
        var folders = Directory.GetDirectories(TestFolder.ShippedPlugins);

        var catalog = PluginCatalog.Load([TestFolder.ShippedPlugins]);

        Assert.Empty(catalog.Rejected);
        Assert.All(catalog.Parts, part => Assert.NotNull(part.Registration));
        Assert.Equal(folders.Length, catalog.Plugins.Count);
    }

    [Fact]
    public void Load_SamePluginTwice_RefusesTheLaterNamingTheEarlier()
    {
        using var folder = new TestFolder();
        var first = CopyOf("Good", folder, "first/Good", id: "Good");
        var second = CopyOf("Good", folder, "second/Other", id: "good");

        var catalog = PluginCatalog.Load([$"{folder.Name}/first", $"{folder.Name}/second"]);

        Assert.Equal(first, Assert.Single(catalog.Plugins).Folder);
        var rejected = Assert.Single(catalog.Rejected);
        Assert.Equal(second, rejected.Folder);
        Assert.Equal($"Plugin 'good' 0.1.0 ({second}) failed while being found: " +
            $"its id and version are already those of plugin 'Good' 0.1.0 ({first}).", rejected.Cause);
    }

    [Fact]
    public void Load_SamePartTwice_RefusesTheLaterNamingTheEarlier()
    {
        using var folder = new TestFolder();
        var first = CopyOf("Good", folder, "plugins/A", id: "A");
        var second = CopyOf("Good", folder, "plugins/B", id: "B");

        var catalog = PluginCatalog.Load([$"{folder.Name}/plugins"]);

        Assert.Equal("A", Assert.Single(catalog.Plugins).Id);
        var cause = Assert.Single(catalog.Rejected).Cause;
        Assert.Equal($"Plugin 'B' 0.1.0 ({second}) failed while being found: " +
            $"attention 'echo' is already offered by plugin 'A' 0.1.0 ({first}).", cause);
    }

    [Fact]
    public void Load_AbsoluteFolderBelowTheCurrent_IsShownRelative()
    {
        using var folder = new TestFolder();
        var shown = CopyOf("Good", folder, "plugins/Good", id: "Good");

        var catalog = PluginCatalog.Load([Path.GetFullPath($"{folder.Name}/plugins")]);

        Assert.Equal(shown, Assert.Single(catalog.Plugins).Folder);
    }

    [Fact]
    public void Sha256_AnyFileChanges_Changes()
    {
        using var folder = new TestFolder();
        CopyOf("Good", folder, "plugins/Good", id: "Good");
        var before = Assert.Single(PluginCatalog.Load([$"{folder.Name}/plugins"]).Plugins).Sha256;
        var again = Assert.Single(PluginCatalog.Load([$"{folder.Name}/plugins"]).Plugins).Sha256;

        folder.Write("plugins/Good/table.txt", "1");
        var after = Assert.Single(PluginCatalog.Load([$"{folder.Name}/plugins"]).Plugins).Sha256;

        Assert.Matches("^[0-9a-f]{64}$", before);
        Assert.Equal(before, again);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void Build_PartOfGoodPlugin_GetsOptionsContextAndServices()
    {
        var echo = PartCalled("echo");
        dynamic options = Activator.CreateInstance(echo.Registration.OptionsType)!;

        var part = Assert.IsAssignableFrom<IReferenceAttention>(echo.Build((object)options, Site, "mid"));

        Assert.Equal("hello from mid, 1 times, logging", part.ToString());
    }

    [Fact]
    public void Build_PartThatAsksForNothing_IsBuilt()
    {
        var part = PartCalled("json").Build(new NoOptions(), Site, "mid");

        Assert.IsAssignableFrom<IReferenceAttention>(part);
    }

    [Fact]
    public void Build_PartThatThrows_NamesThePluginAndKeepsTheCause()
    {
        var brittle = PartCalled("brittle");

        var failure = Assert.Throws<PluginException>(() => brittle.Build(new NoOptions(), Site, "mid"));

        Assert.Equal($"Plugin 'ThrowsOnBuild' 0.1.0 ({brittle.Plugin.Folder}) failed while being built as attention 'brittle' at mid: " +
            "no weights for 64 channels.", failure.Message);
        Assert.IsType<NotSupportedException>(failure.InnerException);
    }

    [Fact]
    public void Load_AnyPlugin_HasItsOwnContextAndTheHostsContracts()
    {
        var (echo, json) = (PartCalled("echo").Registration.PartType, PartCalled("json").Registration.PartType);

        var contexts = new[] { echo, json, typeof(IPlugin) }
            .Select(type => AssemblyLoadContext.GetLoadContext(type.Assembly));

        Assert.Equal(3, contexts.Distinct().Count());
        Assert.Equal(typeof(Tensor), echo.GetMethod("Attend")!.ReturnType);
    }

    [Fact]
    public void Services_GivenLoggers_ArePassedOn()
    {
        using var loggers = new LoggerFactory();

        var catalog = PluginCatalog.Load([TestFolder.ShippedPlugins], loggers);

        Assert.All(catalog.Services<ILoggerFactory>(), given => Assert.Same(loggers, given));
        Assert.Equal(catalog.Plugins.Count, catalog.Services<ILogger<PluginCatalogTests>>().Count);
    }

    private static CatalogPart PartCalled(string id) => Catalog.Parts.Single(part => part.Id == id);

    private static string CopyOf(string plugin, TestFolder folder, string name, string id)
    {
        folder.Write($"{name}/plugin.json",
            $$"""
            {
              "id": "{{id}}", "version": "0.1.0", "contractVersion": {{Contract.Version}}, "entry": "{{plugin}}.dll",
              "parts": { "attention": ["echo"] }
            }
            """);
        foreach (var file in Directory.GetFiles(Path.Combine(TestFolder.TestPlugins, plugin), $"{plugin}.d*"))
            File.Copy(file, $"{folder.Name}/{name}/{Path.GetFileName(file)}");
        return $"{folder.Name}/{name}";
    }
}
