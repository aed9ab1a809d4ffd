using System.Text.Json.Nodes;
using Melange.Host.Guarding;
using Melange.Host.Tests.Experiments;

namespace Melange.Host.Tests.Plugins;

/// <summary><c>plugins.lock.json</c>: what it pins, and what a difference does.</summary>
public sealed class PluginLockTests : IDisposable
{
    private const string Remedy =
        " If you know why, pin it anew with `melange plugins pin`; else put back what was there.";
    private readonly PluginShelf shelf = new();
    private readonly string plugin;

    public PluginLockTests() => plugin = shelf.Add("Good");

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Load_NoLock_PinsNothing() => Assert.False(Assert.Single(shelf.Load().Plugins).IsPinned);

    [Fact]
    public void Load_PinnedAndUnchanged_IsPinned()
    {
        shelf.Pin();

        Assert.True(Assert.Single(shelf.Load().Plugins).IsPinned);
    }

    [Fact]
    public void Pin_Plugins_WritesTheHashOfEveryFile()
    {
        shelf.Pin();

        var content = JsonNode.Parse(File.ReadAllText(shelf.LockFile))!;
        Assert.Equal(1, (int)content["version"]!);
        var pinned = content["plugins"]!["Good"]!;
        Assert.Equal(("Good", "0.1.0"), ((string)pinned["id"]!, (string)pinned["version"]!));
        var files = pinned["files"]!.AsObject();
        Assert.Equal(["Good.deps.json", "Good.dll", "Good.xml", "plugin.json"], files.Select(file => file.Key));
        Assert.All(files, file => Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            File.ReadAllBytes($"{plugin}/{file.Key}"))), (string)file.Value!));
    }

    [Fact]
    public void Registration_PinnedPluginThatChangedAfterItWasFound_RunsNoneOfItsCode()
    {
        shelf.Pin();
        var part = Assert.Single(shelf.Load().Parts);
        File.WriteAllText($"{plugin}/late.txt", "1");

        var failure = Assert.Throws<PluginException>(() => part.Registration);

        Assert.Equal("Plugin 'Good' 0.1.0 (plugins/Good) failed while being loaded: it is not what plugins.lock.json "
            + $"pins: late.txt was added.{Remedy}", shelf.Shorten(failure.Message));
    }

    [Fact]
    public void Load_PinnedAndDifferent_NamesEveryDifference()
    {
        File.WriteAllText($"{plugin}/table.txt", "1");
        shelf.Pin();

        File.AppendAllText($"{plugin}/Good.dll", " ");
        Directory.CreateDirectory($"{plugin}/lib");
        File.WriteAllText($"{plugin}/lib/More.dll", "");
        File.Delete($"{plugin}/table.txt");

        Assert.Equal("it is not what plugins.lock.json pins: Good.dll was changed; lib/More.dll was added; "
            + $"table.txt is gone.{Remedy}", shelf.Cause());
    }

    [Theory]
    [InlineData("{", "plugins.lock.json:1: this is no JSON: ")]
    [InlineData("""{ "version": 2 }""", "plugins.lock.json:1: version must be 1, but was 2.")]
    [InlineData("""{ "version": 1, "plugin": {} }""",
        "plugins.lock.json:1: the config has no option 'plugin'. Did you mean 'plugins'? Known: plugins, version.")]
    [InlineData("""{ "version": 1, "plugins": { "Good": { "id": "Good", "version": "0.1.0" } } }""",
        "plugins.lock.json:1: plugins.Good.files is missing; expected a section: { ... }.")]
    public void Load_BrokenLock_StopsEverything(string text, string fault)
    {
        File.WriteAllText(shelf.LockFile, text);

        var failure = Assert.Throws<FaultException>(() => shelf.Load());

        Assert.StartsWith(fault, shelf.Shorten(failure.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--locked")]
    public void Ab_PinnedPluginThatChanged_StopsBeforeAnythingIsWritten(string locked)
    {
        shelf.Pin();
        File.AppendAllText($"{plugin}/Good.dll", " ");

        var (exitCode, errors) = Ab(locked);

        Assert.Equal(2, exitCode);
        Assert.Equal($"plugins/Good: it is not what plugins.lock.json pins: Good.dll was changed.{Remedy}\n"
            + "1 fault; nothing was written.\n", errors);
        Assert.False(Directory.Exists($"{shelf.Folder}/run"));
    }

    [Fact]
    public void Ab_LockedBesideAPluginThatIsNotPinned_StopsBeforeAnythingIsWritten()
    {
        var (exitCode, errors) = Ab("--locked");

        Assert.Equal(2, exitCode);
        Assert.Equal("plugins/Good: it is not pinned, and --locked was given; look at it, then run "
            + "`melange plugins pin`.\n1 fault; nothing was written.\n", errors);
        Assert.False(Directory.Exists($"{shelf.Folder}/run"));
    }

    [Fact]
    public void Ab_BrokenLock_StopsBeforeAnythingIsWritten()
    {
        File.WriteAllText(shelf.LockFile, """{ "version": 2 }""");

        var (exitCode, errors) = Ab("");

        Assert.Equal(2, exitCode);
        Assert.Equal("plugins.lock.json:1: version must be 1, but was 2.\n1 fault; nothing was written.\n", errors);
        Assert.False(Directory.Exists($"{shelf.Folder}/run"));
    }

    private (int ExitCode, string Errors) Ab(string locked)
    {
        using var tiny = new TinyRun();
        var (exitCode, _, errors) = AbProgram.Run(
            tiny, shelf, """{ "plain": {} }""", locked.Length == 0 ? [] : [locked]);
        return (exitCode, errors);
    }
}
