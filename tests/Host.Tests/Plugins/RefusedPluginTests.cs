using Melange.Host.Guarding;

namespace Melange.Host.Tests.Plugins;

/// <summary>
/// Plugins that are refused by what can be read of them: one that leaves a mark when any of its code runs leaves none.
/// </summary>
public sealed class RefusedPluginTests : IDisposable
{
    private const string Shared = "the host brings this file; a plugin must not ship it (Melange.Abstractions' build "
        + "targets keep it out).";

    private readonly PluginShelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Load_PluginThatIsUsed_LeavesItsMark()
    {
        shelf.Add("Marks");

        shelf.Attention("mark");

        Assert.Equal(["plugins/Marks/ran"], Marks());
    }

    [Fact]
    public void Load_PluginThatIsNotUsed_LeavesNone()
    {
        shelf.Add("Marks");

        var catalog = shelf.Load();

        Assert.Equal("mark", Assert.Single(catalog.Parts).Id);
        Assert.Empty(Marks());
    }

    [Theory]
    [InlineData("\"contractVersion\": 5", "\"contractVersion\": 3",
        "plugins/Marks/plugin.json:4: contractVersion must be from 4 to 5, which this host serves, but was 3.")]
    [InlineData("Marks.dll", "Mraks.dll",
        "plugins/Marks/plugin.json:5: entry names Mraks.dll, but there is no such file in the folder.")]
    [InlineData("Marks.dll", "../Marks/Marks.dll",
        "plugins/Marks/plugin.json:5: entry must be a .dll within the plugin's folder, but was '../Marks/Marks.dll'.")]
    [InlineData("\"attention\"", "\"atention\"",
        "plugins/Marks/plugin.json:6: parts has no slot 'atention'. Did you mean 'attention'? Known: attention, "
        + "conditioning, corpus, encoder, estimator, gate, metrics, noise, phonemizer, process, sampler, vocoder.")]
    [InlineData("[\"mark\"]", "[\"mark\", \"mark\"]",
        "Plugin 'Marks' 0.1.0 (plugins/Marks) failed while being found: it offers attention 'mark' twice.")]
    [InlineData("[\"mark\"]", "[\"mark@2\"]",
        "plugins/Marks/plugin.json:7: parts.attention must be ids without spaces, quotes and '@', but has 'mark@2'.")]
    public void Load_WrongManifest_SaysWhyAndRunsNothing(string right, string wrong, string cause)
    {
        PluginShelf.Edit(shelf.Add("Marks"), right, wrong);

        Assert.Equal(cause, shelf.Cause());

        Assert.Empty(Marks());
    }

    [Theory]
    [InlineData("Melange.Abstractions.dll", "Melange.Abstractions.dll")]
    [InlineData("TorchSharp.dll", "Harmless.dll")]
    [InlineData("Microsoft.Extensions.Logging.Abstractions.dll", "deep/inside/Harmless.dll")]
    public void Load_SharedAssemblyInTheFolder_IsRefusedUnderAnyName(string shared, string name)
    {
        var file = $"{shelf.Add("Marks")}/{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(Path.Combine(AppContext.BaseDirectory, shared), file);

        Assert.Equal($"plugins/Marks/{name}: {Shared}", shelf.Cause());

        Assert.Empty(Marks());
    }

    [Fact]
    public void Load_EntryThatIsNative_IsRefused()
    {
        var folder = shelf.Add("Marks");
        File.WriteAllBytes($"{folder}/Marks.dll", [0x7f, (byte)'E', (byte)'L', (byte)'F', .. new byte[200]]);

        Assert.Equal(
            "plugins/Marks/plugin.json:5: entry must be a .NET assembly, but Marks.dll is none.", shelf.Cause());
    }

    [Fact]
    public void Load_LackingDependency_NamesIt()
    {
        File.Delete($"{shelf.Add("OwnDependency")}/Newtonsoft.Json.dll");

        Assert.Equal("plugins/OwnDependency/plugin.json:5: OwnDependency.dll needs Newtonsoft.Json, which is neither "
            + "in the folder nor the host's or the framework's to give.", shelf.Cause());
    }

    [Fact]
    public void Load_PartThatAnotherPluginOffers_RunsNeither()
    {
        shelf.Add("Marks", "A");
        PluginShelf.Edit(shelf.Add("Marks", "B"), "\"id\": \"Marks\"", "\"id\": \"Other\"");

        Assert.Equal("Plugin 'Other' 0.1.0 (plugins/B) failed while being found: "
            + "attention 'mark' is already offered by plugin 'Marks' 0.1.0 (plugins/A).", shelf.Cause());

        Assert.Empty(Marks());
    }

    [Fact]
    public void Load_FileOtherThanPinned_RunsNothing()
    {
        var folder = shelf.Add("Marks");
        shelf.Pin();
        File.AppendAllText($"{folder}/Marks.dll", " ");

        Assert.True(Assert.Single(shelf.Load().Rejected).IsTampered);

        Assert.Empty(Marks());
    }

    [Fact]
    public void Registration_PartThatTheManifestDoesNotName_IsAFault()
    {
        PluginShelf.Edit(shelf.Add("Good"), "\"attention\": [\"echo\"]", "\"gate\": [\"echo\"]");
        var part = Assert.Single(shelf.Load().Parts);

        var failure = Assert.Throws<PluginException>(() => part.Registration);

        Assert.Equal("Plugin 'Good' 0.1.0 (plugins/Good) failed while being loaded: "
            + "it registers attention 'echo', which its plugin.json does not name; "
            + "its plugin.json names gate 'echo', which it does not register.", shelf.Shorten(failure.Message));
    }

    [Fact]
    public void Registration_PartThatOnlyTheManifestNames_IsAFault()
    {
        PluginShelf.Edit(shelf.Add("Good"), "[\"echo\"]", "[\"echo\", \"ghost\"]");
        var part = shelf.Load().Parts[0];

        var failure = Assert.Throws<PluginException>(() => part.Registration);

        Assert.Equal("Plugin 'Good' 0.1.0 (plugins/Good) failed while being loaded: "
            + "its plugin.json names attention 'ghost', which it does not register.", shelf.Shorten(failure.Message));
    }

    private List<string> Marks() =>
        [.. Directory.GetFiles(shelf.Folder, "ran", SearchOption.AllDirectories).Select(shelf.Shorten)];
}
