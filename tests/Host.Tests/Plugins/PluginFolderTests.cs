using Melange.Host.Plugins;

namespace Melange.Host.Tests.Plugins;

public sealed class PluginFolderTests : IDisposable
{
    private const string Known = "Known: contractVersion, entry, id, parts, version.";
    private const string GoodManifest =
        """{ "id": "X", "version": "1.2.0", "contractVersion": 5, "entry": "X.dll", "parts": { "gate": ["x"] } }""";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_NoManifest_SaysSo()
    {
        folder.Write("X/X.dll", "");

        Assert.Equal("X/plugin.json: there is no such file.", Cause());
    }

    [Fact]
    public void Load_BrokenManifest_ListsEveryFault()
    {
        folder.Write("X/plugin.json", """
            {
              "id": "X",
              "contractVersion": "one",
              "entri": "X.dll"
            }
            """);

        Assert.Equal("X/plugin.json:3: contractVersion must be a whole number, but was 'one'. " +
            $"X/plugin.json:4: the config has no option 'entri'. Did you mean 'entry'? {Known} " +
            "X/plugin.json:1: version is missing; expected a text. " +
            "X/plugin.json:1: entry is missing; expected a text. " +
            "X/plugin.json:1: parts is missing; expected a section: { ... }.", Cause());
    }

    [Fact]
    public void Load_ManifestThatIsNoJson_SaysWhere()
    {
        folder.Write("X/plugin.json", "{\n  \"id\": X\n}");

        Assert.Equal("X/plugin.json:2: this is no JSON: 'X' is an invalid start of a value.", Cause());
    }

    [Fact]
    public void Load_ManifestThatExtends_IsRefused()
    {
        folder.Write("X/plugin.json", """{ "extends": "a.json",""" + GoodManifest[1..]);

        Assert.Equal($"X/plugin.json:1: the config has no option 'extends'. {Known}", Cause());
    }

    [Theory]
    [InlineData("../X/X.dll")]
    [InlineData("/X/X.dll")]
    [InlineData("X.exe")]
    public void Load_EntryOutsideTheFolder_IsRefused(string entry)
    {
        folder.Write("X/plugin.json", GoodManifest.Replace("X.dll", entry, StringComparison.Ordinal));

        Assert.Equal($"X/plugin.json:1: entry must be a .dll within the plugin's folder, but was '{entry}'.", Cause());
    }

    [Fact]
    public void Load_ManifestWithoutParts_IsRefused()
    {
        folder.Write("X/plugin.json", GoodManifest.Replace("[\"x\"]", "[]", StringComparison.Ordinal));

        Assert.Equal("X/plugin.json:1: parts must name at least one part, but names none.", Cause());
    }

    [Fact]
    public void Load_EntryThatDoesNotExist_IsRefused()
    {
        folder.Write("X/plugin.json", GoodManifest);

        Assert.Equal("X/plugin.json:1: entry names X.dll, but there is no such file in the folder.", Cause());
    }

    [Fact]
    public void Load_EntryThatIsNoAssembly_IsRefused()
    {
        folder.Write("X/plugin.json", GoodManifest);
        folder.Write("X/X.dll", "not an assembly");

        Assert.Equal("X/plugin.json:1: entry must be a .NET assembly, but X.dll is none.", Cause());
    }

    [Theory]
    [InlineData("Melange.Abstractions.dll")]
    [InlineData("TorchSharp.dll")]
    [InlineData("Microsoft.Extensions.DependencyInjection.Abstractions.dll")]
    [InlineData("Microsoft.Extensions.Logging.Abstractions.dll")]
    [InlineData("runtimes/linux-x64/native/libLibTorchSharp.so")]
    [InlineData("libtorch_cpu.so")]
    [InlineData("torch_cpu.dll")]
    [InlineData("libc10.dylib")]
    public void Load_FolderWithSharedFile_IsRefused(string file)
    {
        folder.Write("X/plugin.json", GoodManifest);
        File.Copy(Path.Combine(TestFolder.TestPlugins, "Good/Good.dll"), $"{folder.Name}/X/X.dll");
        folder.Write($"X/{file}", "");

        var cause = Cause();

        Assert.Equal($"X/{file}: the host brings this file; a plugin must not ship it (Melange.Abstractions' build " +
            "targets keep it out).", cause);
    }

    [Fact]
    public void Load_AssemblyOfNoPlugin_IsRefusedByItsMetadata()
    {
        folder.Write("X/plugin.json", GoodManifest);
        File.Copy(typeof(CsCheck.Gen).Assembly.Location, $"{folder.Name}/X/X.dll");

        Assert.Equal("X/plugin.json:1: X.dll must be built against Melange.Abstractions, but does not refer to it.",
            Cause());
    }

    private string Cause() =>
        folder.Shorten(Assert.Single(PluginCatalog.Load([folder.Name]).Rejected).Cause);
}
