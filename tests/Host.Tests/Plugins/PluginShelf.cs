using Melange.Host.Plugins;

namespace Melange.Host.Tests.Plugins;

/// <summary>A folder where a user stands, with <c>plugins/</c> in it, filled as people do.</summary>
internal sealed class PluginShelf : IDisposable
{
    private readonly TestFolder folder = new();

    /// <summary>Where the user stands.</summary>
    public string Folder => folder.Name;

    /// <summary>The folder of the plugins.</summary>
    public string Plugins => $"{folder.Name}/plugins";

    /// <summary>The file that pins them.</summary>
    public string LockFile => $"{folder.Name}/plugins.lock.json";

    /// <summary>Copies a test plugin; returns where it stands.</summary>
    public string Add(string plugin, string? name = null)
    {
        var target = $"{Plugins}/{name ?? plugin}";
        TestFolder.Copy(Path.Combine(TestFolder.TestPlugins, plugin), target);
        return target;
    }

    /// <summary>Changes the manifest of a copied plugin.</summary>
    public static void Edit(string plugin, string old, string replacement)
    {
        var text = File.ReadAllText($"{plugin}/plugin.json");
        Assert.Contains(old, text);
        File.WriteAllText($"{plugin}/plugin.json", text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>What a host finds.</summary>
    public PluginCatalog Load() => PluginCatalog.Load([Plugins]);

    /// <summary>Pins what stands there.</summary>
    public void Pin() => new PluginInstaller(new(Plugins)).PinAll();

    /// <summary>Why the one plugin that is left out is.</summary>
    public string Cause() => Shorten(Assert.Single(Load().Rejected).Cause);

    /// <summary>A message as the user would see it from here.</summary>
    public string Shorten(string message) => folder.Shorten(message);

    /// <summary>Runs the built program here.</summary>
    public (int ExitCode, string Output, string Errors) Melange(params string[] arguments) =>
        MelangeProgram.Run(Folder, arguments);

    /// <summary>Builds the only part that offers a role by its id.</summary>
    public IReferenceAttention Attention(string id) => (IReferenceAttention)Load().Parts
        .Single(part => part.Slot == "attention" && part.Id == id)
        .Build(new NoOptions(), new AttentionSite("mid", 2, 64, 20, 128), "mid");

    public void Dispose() => folder.Dispose();
}
