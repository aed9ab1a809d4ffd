namespace Melange.Tests.Parts;

/// <summary>Files beside a plugin: found within its folder, never outside.</summary>
public sealed class PartContextTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("melange-context");
    private readonly NoiseContext context;

    public PartContextTests()
    {
        var plugin = folder.CreateSubdirectory("plugin/models").Parent!.FullName;
        File.WriteAllText($"{plugin}/models/style.onnx", "model");
        File.WriteAllText($"{folder.FullName}/secret.txt", "secret");
        context = new NoiseContext(new()) { PluginFolder = plugin };
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, InlineData("models/style.onnx"), InlineData("./models/../models/style.onnx")]
    public void File_WithinTheFolder_IsFound(string path) =>
        Assert.Equal("model", File.ReadAllText(context.File(path)));

    [Theory, InlineData("../secret.txt"), InlineData("models/../../secret.txt"), InlineData("/etc/hostname")]
    public void File_OutsideTheFolder_IsRefused(string path) => Assert.StartsWith(
        $"'{path}' must lie within the plugin's folder, but leads outside",
        Assert.Throws<ArgumentException>(() => context.File(path)).Message);

    [Theory, InlineData("link.txt"), InlineData("out/secret.txt")]
    public void File_LinkThatLeadsOutside_IsRefused(string path)
    {
        if (OperatingSystem.IsWindows())
            return; // links ask for rights there
        File.CreateSymbolicLink($"{context.PluginFolder}/link.txt", $"{folder.FullName}/secret.txt");
        Directory.CreateSymbolicLink($"{context.PluginFolder}/out", folder.FullName);

        Assert.Throws<ArgumentException>(() => context.File(path));
    }

    [Fact]
    public void File_LinkWithinTheFolder_IsFound()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.CreateSymbolicLink($"{context.PluginFolder}/link.onnx", $"{context.PluginFolder}/models/style.onnx");

        Assert.Equal("model", File.ReadAllText(context.File("link.onnx")));
    }

    [Fact]
    public void File_ThatIsNotThere_SaysHowToShipIt()
    {
        var fault = Assert.Throws<FileNotFoundException>(() => context.File("other.onnx"));

        Assert.Equal($"'other.onnx' must be a file in the plugin's folder {context.PluginFolder}, but is not there; "
            + "name it in the project as <None Include=\"...\" CopyToOutputDirectory=\"PreserveNewest\" />",
            fault.Message);
    }

    [Fact]
    public void File_OutsideAHost_IsLookedForBesideTheTest() =>
        Assert.Equal(typeof(PartContextTests).Assembly.Location,
            new NoiseContext(new()).File($"{typeof(PartContextTests).Assembly.GetName().Name}.dll"));
}
