namespace Melange.Host.Tests.Plugins;

/// <summary>A plugin is its folder: nothing in it points out of it, and nothing outside is looked through.</summary>
public sealed class PluginBoundaryTests : IDisposable
{
    private readonly PluginShelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Theory]
    [InlineData("../Good/Good.dll")]
    [InlineData("..\\\\Good\\\\Good.dll")]
    [InlineData("lib/../../Good/Good.dll")]
    [InlineData("/elsewhere/Good.dll")]
    public void Load_EntryThatPointsOutside_IsRefused(string entry)
    {
        PluginShelf.Edit(shelf.Add("Good"), "Good.dll", entry);

        Assert.Equal("plugins/Good/plugin.json:5: entry must be a .dll within the plugin's folder, but was "
            + $"'{entry.Replace(@"\\", @"\", StringComparison.Ordinal)}'.", shelf.Cause());
    }

    [LinuxFact]
    public void Load_EntryThatIsALink_IsRefused()
    {
        var (inside, outside) = (shelf.Add("Good"), Path.GetFullPath($"{shelf.Folder}/elsewhere.dll"));
        File.Move($"{inside}/Good.dll", outside);
        File.CreateSymbolicLink($"{inside}/Good.dll", outside);

        Assert.Equal("plugins/Good/Good.dll: a plugin must be files of its own, but this is a symbolic link to "
            + $"{shelf.Shorten(outside)}.", shelf.Cause());
    }

    [LinuxFact]
    public void Load_FolderInsideThatIsALink_IsRefused()
    {
        var outside = Directory.CreateDirectory($"{shelf.Folder}/elsewhere").FullName;
        Directory.CreateSymbolicLink($"{shelf.Add("Good")}/lib", outside);

        Assert.Equal(
            $"plugins/Good/lib: a plugin must be files of its own, but this is a symbolic link to "
            + $"{shelf.Shorten(outside)}.",
            shelf.Cause());
    }

    [LinuxFact]
    public void Load_PluginsFolderThatIsALink_IsRefused()
    {
        var outside = Path.GetFullPath($"{shelf.Folder}/elsewhere");
        Directory.Move(shelf.Add("Good"), outside);
        Directory.CreateSymbolicLink($"{shelf.Plugins}/Good", outside);

        Assert.Equal($"plugins/Good: a plugin must be files of its own, but this is a symbolic link to "
            + $"{shelf.Shorten(outside)}.",
            shelf.Cause());
    }

    [LinuxFact]
    public void Load_LinkToNowhere_IsRefused()
    {
        File.CreateSymbolicLink($"{shelf.Add("Good")}/table.txt", "nowhere.txt");

        Assert.Equal(
            "plugins/Good/table.txt: a plugin must be files of its own, but this is a symbolic link to nowhere.txt.",
            shelf.Cause());
    }

    [Theory]
    [InlineData("../../elsewhere/Newtonsoft.Json.dll")]
    [InlineData("..\\\\Newtonsoft.Json.dll")]
    [InlineData("/elsewhere/Newtonsoft.Json.dll")]
    public void Load_DependenciesThatPointOutside_AreRefused(string path)
    {
        var file = $"{shelf.Add("OwnDependency")}/OwnDependency.deps.json";
        var text = File.ReadAllText(file);
        var changed = text.Replace("lib/netstandard2.0/Newtonsoft.Json.dll", path, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        File.WriteAllText(file, changed);

        Assert.Equal("plugins/OwnDependency/OwnDependency.deps.json: every path must stay within the plugin's folder, "
            + $"but one is '{path.Replace(@"\\", @"\", StringComparison.Ordinal)}'.", shelf.Cause());
    }

    [Fact]
    public void Load_DependenciesThatAreNoJson_AreRefused()
    {
        File.WriteAllText($"{shelf.Add("Good")}/Good.deps.json", "{");

        Assert.StartsWith("plugins/Good/Good.deps.json: this is no JSON: ", shelf.Cause());
    }

    [Theory]
    [InlineData("Good.runtimeconfig.json")]
    [InlineData("Good.runtimeconfig.dev.json")]
    public void Load_FoldersToProbe_AreRefused(string config)
    {
        File.WriteAllText($"{shelf.Add("Good")}/{config}",
            """{ "runtimeOptions": { "additionalProbingPaths": ["/somewhere/else"] } }""");

        Assert.Equal($"plugins/Good/{config}: a plugin must find all it needs in its own folder, but "
            + "additionalProbingPaths names others.", shelf.Cause());
    }

    [Fact]
    public void Load_RuntimeConfigThatNamesNoFolders_IsNoFault()
    {
        File.WriteAllText($"{shelf.Add("Good")}/Good.runtimeconfig.json",
            """{ "runtimeOptions": { "tfm": "net10.0", "configProperties": { "System.GC.Server": false } } }""");

        Assert.Empty(shelf.Load().Rejected);
    }

    [Fact]
    public void Load_LibraryThatWouldTakeItsOwnFromTheHost_IsRefused()
    {
        File.Copy(Path.Combine(TestFolder.TestPlugins, "OlderDependency/OlderDependency.dll"),
            $"{shelf.Add("Good")}/Library.dll");

        Assert.Equal("plugins/Good/Library.dll: this needs Spectre.Console, which is not in the folder, and the host's "
            + "own is not for plugins; name it as a PackageReference of the plugin.", shelf.Cause());
    }

    [Fact]
    public void Load_LibraryWithAllItsOwn_IsNoFault()
    {
        var folder = shelf.Add("Good");
        foreach (var file in (string[])["OlderDependency.dll", "Spectre.Console.dll"])
            File.Copy(Path.Combine(TestFolder.TestPlugins, "OlderDependency", file), $"{folder}/{file}");

        Assert.Empty(shelf.Load().Rejected);
    }
}
