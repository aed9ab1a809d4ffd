using System.Text.RegularExpressions;

namespace Melange.Host.Tests.Plugins;

/// <summary><c>melange plugins add</c>, <c>remove</c>, <c>pin</c>, in the built program.</summary>
public sealed class PluginCommandsTests : IDisposable
{
    private readonly PluginShelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Add_GoodPlugin_ShowsCopiesAndPinsIt()
    {
        var (exitCode, output, errors) = Add("Good");

        Assert.True(exitCode == 0, errors);
        Assert.Matches("""
            ^Good 0\.1\.0, from .*/Good, offers
              attention: echo
            and consists of
              [0-9a-f]{64} +[\d,]+ bytes  Good\.deps\.json
              [0-9a-f]{64} +[\d,]+ bytes  Good\.dll
              [0-9a-f]{64} +[\d,]+ bytes  Good\.xml
              [0-9a-f]{64} +[\d,]+ bytes  plugin\.json
            A plugin is code: it runs with your rights, and nothing confines it\.
            Added as plugins/Good@0\.1\.0, pinned in plugins\.lock\.json\.
            In a config, or as a variant of an experiment:
              { "model": { "estimator": { "attention": { "use": "echo" } } } }
            $
            """, output);
        var plugin = Assert.Single(shelf.Load().Plugins);
        Assert.Equal("plugins/Good@0.1.0", shelf.Shorten(plugin.Folder));
        Assert.True(plugin.IsPinned);
        Assert.Equal("hello from mid, 1 times, logging", plugin.Parts.Single().Build(
            Activator.CreateInstance(plugin.Parts.Single().Registration.OptionsType)!,
            new AttentionSite("mid", 2, 64, 20, 128), "mid").ToString());
    }

    [Fact]
    public void Add_SameFilesAgain_SaysThatNothingChanged()
    {
        Add("Good");

        Assert.Equal((0, "plugins/Good@0.1.0 is unchanged: it has these files, and they are pinned.\n"
            + "In a config, or as a variant of an experiment:\n"
            + "  { \"model\": { \"estimator\": { \"attention\": { \"use\": \"echo\" } } } }\n", ""), Add("Good"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Add_SameFilesThatAreNotPinnedSo_PinsThem(bool isPinnedOtherwise)
    {
        var place = shelf.Add("Good", "Good@0.1.0");
        if (isPinnedOtherwise)
        {
            var manifest = File.ReadAllText($"{place}/plugin.json");
            File.WriteAllText($"{place}/plugin.json", manifest + " ");
            shelf.Pin();
            File.WriteAllText($"{place}/plugin.json", manifest);
        }

        var (exitCode, output, _) = Add("Good");

        Assert.Equal(0, exitCode);
        Assert.Contains("Added as plugins/Good@0.1.0, pinned in plugins.lock.json.\n", output);
        Assert.True(Assert.Single(shelf.Load().Plugins).IsPinned);
    }

    [Fact]
    public void Add_SecondVersion_NamesTheVersionWhereBothHaveThePart()
    {
        var first = Add("VersionOne").Output;

        var second = Add("VersionTwo").Output;

        Assert.EndsWith("""
              { "model": { "estimator": { "attention": { "use": "versioned" } } } }
              { "metrics": { "versioned": {} } }

            """, first);
        Assert.EndsWith("""
              { "model": { "estimator": { "attention": { "use": "versioned@2.0.0" } } } }
              { "model": { "estimator": { "attention": { "use": "only-in-two" } } } }
              { "metrics": { "versioned": { "use": "versioned@2.0.0" } } }

            """, second);
    }

    [Fact]
    public void Add_PartThatAnotherPluginHas_SaysThatItIsLeftOut()
    {
        Add("Good");
        shelf.Add("WrongVersion");
        var twin = shelf.Add("Good", "../twin");
        PluginShelf.Edit(twin, "\"id\": \"Good\"", "\"id\": \"Twin\"");

        var (exitCode, output, _) = shelf.Melange("plugins", "add", Path.GetFullPath(twin));

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("WrongVersion", output);
        Assert.EndsWith("Left out: plugins/Twin@0.1.0: Plugin 'Twin' 0.1.0 (plugins/Twin@0.1.0) failed while being "
            + "found: attention 'echo' is already offered by plugin 'Good' 0.1.0 (plugins/Good@0.1.0).\n", output);
    }

    [Fact]
    public void Add_SameVersionWithOtherFiles_IsRefusedUnlessItReplaces()
    {
        Add("Good");
        var changed = shelf.Add("Good", "../changed");
        File.WriteAllText($"{changed}/table.txt", "1");

        var refused = shelf.Melange("plugins", "add", Path.GetFullPath(changed));
        var before = Files();
        var replaced = shelf.Melange("plugins", "add", Path.GetFullPath(changed), "--replace");

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal("plugins/Good@0.1.0: version 0.1.0 is there already, with other files; raise the version, or use "
            + "--replace.\n1 fault; nothing was written.\n", refused.Errors);
        Assert.DoesNotContain("plugins/Good@0.1.0/table.txt", before);
        Assert.Equal(0, replaced.ExitCode);
        Assert.Contains("plugins/Good@0.1.0/table.txt", Files());
        Assert.True(Assert.Single(shelf.Load().Plugins).IsPinned);
    }

    [Theory]
    [InlineData("ThrowsOnRegister", "the licence of this plugin has run out.")]
    [InlineData("AbortsOnLoad", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)")]
    public void Add_PluginThatFailsWhileItIsLoaded_LeavesNothing(string name, string cause)
    {
        var (exitCode, _, errors) = Add(name);

        Assert.Equal(2, exitCode);
        Assert.Equal(
            $"{Path.Combine(TestFolder.TestPlugins, name)}: it cannot be loaded: {cause}\n"
            + "1 fault; nothing was written.\n", errors);
        Assert.Empty(Files());
    }

    [Fact]
    public void Add_FolderThatIsNoPlugin_SaysWhy()
    {
        var source = Path.Combine(TestFolder.TestPlugins, "WrongVersion");

        var (exitCode, output, errors) = shelf.Melange("plugins", "add", source);

        Assert.Equal(2, exitCode);
        Assert.Equal($"{source}/plugin.json:4: contractVersion must be from 4 to 5, which this host serves, but was "
            + "99.\n1 fault; nothing was written.\n", errors);
        Assert.Empty(output);
        Assert.Empty(Files());
    }

    [Fact]
    public void Add_NoSuchFolder_SaysSo()
    {
        var (exitCode, _, errors) = shelf.Melange("plugins", "add", "nowhere");

        Assert.Equal(2, exitCode);
        Assert.Equal("nowhere: there is no such folder.\n1 fault; nothing was written.\n", errors);
    }

    [Fact]
    public void Remove_ByIdOrVersion_TakesFolderAndPinsAway()
    {
        Add("VersionOne");
        Add("VersionTwo");

        var one = shelf.Melange("plugins", "remove", "Versioned@1.0.0");
        var left = Assert.Single(shelf.Load().Plugins);
        var all = shelf.Melange("plugins", "remove", "Versioned");

        Assert.Equal((0, "Removed Versioned@1.0.0.\n"), (one.ExitCode, one.Output));
        Assert.Equal("2.0.0", left.Version);
        Assert.Equal((0, "Removed Versioned@2.0.0.\n"), (all.ExitCode, all.Output));
        Assert.Equal(["plugins.lock.json"], Files());
        Assert.DoesNotContain("Versioned", File.ReadAllText(shelf.LockFile));
    }

    [Fact]
    public void Remove_UnknownName_NamesTheKnown()
    {
        Add("Good");

        var (exitCode, _, errors) = shelf.Melange("plugins", "remove", "Goood");

        Assert.Equal(2, exitCode);
        Assert.Equal(
            "plugins: no plugin is called 'Goood'. Known: Good@0.1.0.\n1 fault; nothing was written.\n", errors);
        Assert.Single(shelf.Load().Plugins);
    }

    [Fact]
    public void Pin_AfterChanges_PinsWhatIsThereAndForgetsWhatIsGone()
    {
        Add("VersionOne");
        Add("Good");
        Directory.Delete($"{shelf.Plugins}/Versioned@1.0.0", recursive: true);
        File.WriteAllText($"{shelf.Plugins}/Good@0.1.0/table.txt", "1");

        var (exitCode, output, _) = shelf.Melange("plugins", "pin");

        Assert.Equal((0, "1 plugin is pinned in plugins.lock.json: Good@0.1.0.\n"), (exitCode, output));
        Assert.True(Assert.Single(shelf.Load().Plugins).IsPinned);
        Assert.DoesNotContain("Versioned", File.ReadAllText(shelf.LockFile));
    }

    [Fact]
    public void Plugins_Installed_AreListedWithThoseLeftOut()
    {
        Add("Good");
        shelf.Add("WrongVersion");

        var (exitCode, output, _) = shelf.Melange("plugins");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"attention +echo +Good +0\.1\.0 +yes +plugins", output);
        Assert.Matches(@"attention +f2f +Attention\.\w+ +0\.1\.0 +yes +shipped", output);
        Assert.Contains("Left out: plugins/WrongVersion: plugins/WrongVersion/plugin.json:4: contractVersion must be "
            + "from 4 to 5, which this host serves, but was 99.", Regex.Replace(output, @"\s*\n", " "));
    }

    private (int ExitCode, string Output, string Errors) Add(string plugin) =>
        shelf.Melange("plugins", "add", Path.Combine(TestFolder.TestPlugins, plugin));

    private List<string> Files() => [.. Directory.GetFiles(shelf.Folder, "*", SearchOption.AllDirectories)
        .Select(shelf.Shorten).Where(file => !file.StartsWith("changed/", StringComparison.Ordinal))];
}
