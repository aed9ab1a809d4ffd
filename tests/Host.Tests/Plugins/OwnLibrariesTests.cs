using System.Reflection;
using System.Runtime.InteropServices;
using Melange.Host.Plugins;
using Melange.Host.Tests.Experiments;

namespace Melange.Host.Tests.Plugins;

/// <summary>A plugin gets the libraries and texts that are in its folder; the host keeps its own.</summary>
public sealed class OwnLibrariesTests
{
    private static readonly PluginCatalog Catalog = PluginCatalog.Load([TestFolder.TestPlugins]);

    [Theory]
    [InlineData("json", "Newtonsoft.Json 13.0.1")]
    [InlineData("other-json", "Newtonsoft.Json 13.0.3")]
    [InlineData("newer", "System.CommandLine 2.0.15")]
    [InlineData("older", "Spectre.Console 0.49.1")]
    [InlineData("protobuf", "Google.Protobuf 3.30.2")]
    [InlineData("words", "hello, grüß Gott")]
    [InlineData("net8", ".NETCoreApp,Version=v8.0")]
    public void Build_PluginWithALibraryOfItsOwn_GetsThat(string id, string told) =>
        Assert.Equal(told, Build(id).ToString());

    [LinuxFact]
    public void Build_PluginWithANativeLibraryOfItsOwn_GetsThatThoughTheHostHasAnother()
    {
        Assert.Equal("8.3.1", HostsHarfBuzz());

        Assert.Equal("HarfBuzz 7.3.0", Build("native").ToString());

        Assert.Equal("8.3.1", HostsHarfBuzz());
    }

    [Theory]
    [InlineData("newer", typeof(System.CommandLine.RootCommand), "2.0.12")]
    [InlineData("older", typeof(Spectre.Console.Table), "0.57.2")]
    [InlineData("protobuf", typeof(Google.Protobuf.ByteString), "3.21.9")]
    public void Build_PluginWithALibraryOfItsOwn_LeavesTheHostItsOwn(string id, Type type, string version)
    {
        Build(id);

        Assert.StartsWith(version, type.Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
    }

    [Fact]
    public void Ab_ProgramWithSuchPluginsAtEverySite_RunsAndEachGetsItsOwn()
    {
        using var tiny = new TinyRun();
        using var shelf = new PluginShelf();
        foreach (var plugin in
            (string[])["OlderDependency", "NewerDependency", "OwnProtobuf", "Satellites", "OlderFramework"])
            shelf.Add(plugin);
        const string Sites = """
            { "use": "older", "down.1": { "use": "newer" }, "down.2": { "use": "protobuf" }, "mid": { "use": "words" },
              "up.1": { "use": "net8" } }
            """;

        var (exitCode, _, errors) = AbProgram.Run(tiny, shelf, """{ "own": {} }""",
            "--set", "training.steps=3", "--set", "model.estimator.attention=null",
            "--set", $"model.estimator.attention={Sites}");

        Assert.True(exitCode == 0, errors);
        var log = File.ReadAllLines($"{shelf.Folder}/run/own/seed-1/worker.log");
        string[] told = ["Spectre.Console 0.49.1", "System.CommandLine 2.0.15", "Google.Protobuf 3.30.2",
            "hello, grüß Gott", ".NETCoreApp,Version=v8.0"];
        Assert.All(told, line => Assert.Contains(
            log, logged => logged.EndsWith($"] {line}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Load_PathWithSpacesAndOtherAlphabets_IsAsAnyOther()
    {
        using var shelf = new PluginShelf();
        shelf.Add("Satellites", "Größe Übung/плагин");

        var catalog = PluginCatalog.Load([$"{shelf.Plugins}/Größe Übung"]);

        var plugin = Assert.Single(catalog.Plugins);
        Assert.Equal("plugins/Größe Übung/плагин", shelf.Shorten(plugin.Folder));
        Assert.Equal("hello, grüß Gott",
            plugin.Parts.Single().Build(new NoOptions(), null, "mid").ToString());
    }

    private static object Build(string id) => Catalog.Parts.Single(part => part.Id == id)
        .Build(new NoOptions(), new AttentionSite("mid", 2, 64, 20, 128), "mid");

    private static string HostsHarfBuzz() => Marshal.PtrToStringUTF8(VersionText())!;

    [DllImport("libHarfBuzzSharp", EntryPoint = "hb_version_string")]
    private static extern nint VersionText();
}
