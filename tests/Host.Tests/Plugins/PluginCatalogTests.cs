using System.Runtime.Loader;
using Melange.Host.Guarding;
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

        Assert.Equal(["AbortsOnLoad", "BadOptions", "Good", "KeepsItself", "Lengths", "ManyOptions", "Marks",
            "Misbehaves", "NewerDependency", "OlderDependency", "OlderFramework", "OnnxStyle", "OwnDependency",
            "OwnNative", "OwnOtherDependency", "OwnProtobuf", "ReadmeExample", "Satellites", "ThrowsOnBuild",
            "ThrowsOnRegister", "Versioned", "Versioned"], ids);
        var parts = Catalog.Parts.Where(part => part.Plugin.Id is "Good" or "Misbehaves").Select(part => part.FullId);
        Assert.Equal(["echo@0.1.0", "misbehaves@0.1.0", "talks@0.1.0", "unset@0.1.0",
            "throws@0.1.0", "throws@0.1.0", "unset@0.1.0", "throws@0.1.0", "throws@0.1.0"], parts);
    }

    [Theory]
    [InlineData("WrongVersion",
        "FOLDER/plugin.json:4: contractVersion must be from 4 to 5, which this host serves, but was 99.")]
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
    public void Services_PluginThatCannotBeLoaded_IsToldAndTheOthersGoOn()
    {
        using var shelf = new PluginShelf();
        shelf.Add("Good");
        shelf.Add("ThrowsOnRegister");
        var told = new List<PluginException>();

        var loggers = shelf.Load().Services<ILoggerFactory>(told.Add);

        Assert.Single(loggers);
        Assert.EndsWith("failed while being loaded: the licence of this plugin has run out.",
            Assert.Single(told).Message);
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
        using var shelf = new PluginShelf();
        shelf.Add("Good", "../first/Good");
        PluginShelf.Edit(shelf.Add("Good", "../second/Other"), "\"id\": \"Good\"", "\"id\": \"good\"");

        var catalog = PluginCatalog.Load([$"{shelf.Folder}/first", $"{shelf.Folder}/second"]);

        Assert.Equal("first/Good", shelf.Shorten(Assert.Single(catalog.Plugins).Folder));
        var rejected = Assert.Single(catalog.Rejected);
        Assert.Equal("second/Other", shelf.Shorten(rejected.Folder));
        Assert.Equal("Plugin 'good' 0.1.0 (second/Other) failed while being found: its id and version are already "
            + "those of plugin 'Good' 0.1.0 (first/Good).", shelf.Shorten(rejected.Cause));
    }

    [Fact]
    public void Load_AbsoluteFolderBelowTheCurrent_IsShownRelative()
    {
        using var shelf = new PluginShelf();
        var shown = shelf.Add("Good");

        var catalog = PluginCatalog.Load([Path.GetFullPath(shelf.Plugins)]);

        Assert.Equal(shown, Assert.Single(catalog.Plugins).Folder);
    }

    [Fact]
    public void Sha256_AnyFileChanges_Changes()
    {
        using var shelf = new PluginShelf();
        var plugin = shelf.Add("Good");
        var before = Assert.Single(shelf.Load().Plugins).Sha256;
        var again = Assert.Single(shelf.Load().Plugins).Sha256;

        File.WriteAllText($"{plugin}/table.txt", "1");
        var after = Assert.Single(shelf.Load().Plugins).Sha256;

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

        Assert.Equal($"Plugin 'ThrowsOnBuild' 0.1.0 ({brittle.Plugin.Folder}) failed while being built as attention "
            + "'brittle' at mid: no weights for 64 channels.", failure.Message);
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

        Assert.All(catalog.Services<ILoggerFactory>(Fail), given => Assert.Same(loggers, given));
        Assert.Equal(catalog.Plugins.Count, catalog.Services<ILogger<PluginCatalogTests>>(Fail).Count);

        static void Fail(PluginException failed) => throw failed;
    }

    private static CatalogPart PartCalled(string id) => Catalog.Parts.Single(part => part.Id == id);
}
