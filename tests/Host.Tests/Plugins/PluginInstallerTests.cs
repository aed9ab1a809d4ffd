using Melange.Host.Plugins;

namespace Melange.Host.Tests.Plugins;

/// <summary>A plugin is put into its place whole, as it was shown, or not at all.</summary>
public sealed class PluginInstallerTests : IDisposable
{
    private readonly PluginShelf shelf = new();
    private readonly PluginFolder source;
    private readonly PluginInstaller installer;

    public PluginInstallerTests()
    {
        source = new(shelf.Add("Good", "../built"));
        installer = new(new(shelf.Plugins));
    }

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Add_ShownAndTried_IsCopiedAndPinned()
    {
        PluginFolder? tried = null;

        installer.Add(installer.PlaceFor(source, replaces: false), staged => tried = staged);

        Assert.Matches(@"^\.adding-[0-9a-f]{32}$", tried!.Name);
        Assert.Equal(["plugins/Good@0.1.0"], Folders());
        Assert.True(Assert.Single(shelf.Load().Plugins).IsPinned);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("added")]
    public void Add_FilesOtherThanShown_AreRefusedAndNothingIsLeft(string how)
    {
        var place = installer.PlaceFor(source, replaces: false);
        File.AppendAllText(Path.Combine(source.FullPath, how == "changed" ? "Good.dll" : "more.txt"), " ");

        var failure = Assert.Throws<FaultException>(() => installer.Add(place, _ => { }));

        Assert.Equal("built: its files changed after they were shown.", Shown(failure));
        Assert.Empty(Folders());
        Assert.False(File.Exists(shelf.LockFile));
    }

    [Fact]
    public void Add_TrialThatFails_LeavesNothing()
    {
        var place = installer.PlaceFor(source, replaces: false);

        Assert.Throws<InvalidOperationException>(
            () => installer.Add(place, _ => throw new InvalidOperationException("no")));

        Assert.Empty(Folders());
        Assert.False(File.Exists(shelf.LockFile));
    }

    [Fact]
    public void Add_ReplacementThatFails_LeavesWhatWasThere()
    {
        installer.Add(installer.PlaceFor(source, replaces: false), _ => { });
        File.WriteAllText(Path.Combine(source.FullPath, "more.txt"), "1");
        var place = installer.PlaceFor(source, replaces: true);

        Assert.Throws<InvalidOperationException>(
            () => installer.Add(place, _ => throw new InvalidOperationException("no")));

        Assert.Equal(["plugins/Good@0.1.0"], Folders());
        Assert.True(Assert.Single(shelf.Load().Plugins).IsPinned);
        Assert.False(File.Exists($"{shelf.Plugins}/Good@0.1.0/more.txt"));
    }

    [Fact]
    public void Add_PluginThatStandsInItsPlaceAlready_StaysThere()
    {
        installer.Add(installer.PlaceFor(source, replaces: false), _ => { });
        var inPlace = new PluginFolder($"{shelf.Plugins}/Good@0.1.0");

        installer.Add(installer.PlaceFor(inPlace, replaces: false), _ => { });

        Assert.True(Assert.Single(shelf.Load().Plugins).IsPinned);
    }

    [Fact]
    public void PinAll_FolderThatIsNoPlugin_PinsNothing()
    {
        shelf.Add("Good");
        shelf.Add("WrongVersion");

        var failure = Assert.Throws<FaultException>(installer.PinAll);

        Assert.Equal("plugins/WrongVersion/plugin.json:4: contractVersion must be from 4 to 5, which this host serves, "
            + "but was 99.", Shown(failure));
        Assert.False(File.Exists(shelf.LockFile));
    }

    private string Shown(FaultException failure) =>
        shelf.Shorten(failure.Message).Replace("plugins/../", "", StringComparison.Ordinal);

    private List<string> Folders() => Directory.Exists(shelf.Plugins)
        ? [.. Directory.GetDirectories(shelf.Plugins).Select(shelf.Shorten)] : [];
}
