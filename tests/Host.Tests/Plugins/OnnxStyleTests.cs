using System.Runtime.InteropServices;
using Melange.Host.Plugins;
using Melange.Host.Tests.Experiments;
using Melange.Testing;

namespace Melange.Host.Tests.Plugins;

/// <summary>A model of another framework in a file beside its plugin, asked for raw audio.</summary>
public sealed class OnnxStyleTests : ConditionerConformance
{
    private static readonly PluginCatalog Catalog = PluginCatalog.Load([TestFolder.TestPlugins]);
    private static readonly string Folder = Path.Combine(TestFolder.TestPlugins, "OnnxStyle");

    protected override IConditioner Build(ConditionerContext context) => (IConditioner)Catalog.Parts
        .Single(part => part.Id == "onnx-style").Build(new NoOptions(), context, "model.conditioning.style");

    [Fact]
    public void Condition_Audio_IsWhatTheModelsFormulaGives()
    {
        using var scope = NewDisposeScope();
        var reference = Example();
        var loudness = Math.Sqrt(reference.Audio.Samples[1].Average(sample => (double)sample * sample));

        var style = Condition(Build(Context), reference)[1];                        // [4, R]

        double[] expected = [.. new[] { 1, -2, 4, 8 }.Select(weight => Math.Tanh(weight * loudness))];
        for (var frame = 0; frame < style.shape[1]; frame++)
            Assert.Equal(expected, style.select(1, frame).to(float64).data<double>().ToArray(), (one, other) =>
                Math.Abs(one - other) < 1e-5);
    }

    [Fact]
    public void Folder_Built_HasTheNativeLibrariesOfThisSystemAlone()
    {
        var natives = Directory.GetFiles($"{Folder}/runtimes", "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath($"{Folder}/runtimes", file).Split(Path.DirectorySeparatorChar)[0]);

        Assert.Equal([RuntimeInformation.RuntimeIdentifier], natives.Distinct());
    }

    [Fact]
    public void Sha256_ModelChanged_IsAnother()
    {
        using var shelf = new PluginShelf();
        var model = $"{shelf.Add("OnnxStyle")}/style.onnx";
        var before = Hash();

        File.WriteAllBytes(model, [.. File.ReadAllBytes(model)[..^1], 12]);

        Assert.NotEqual(before, Hash());

        string Hash() => Assert.Single(shelf.Load().Plugins).Sha256;
    }

    [Fact]
    public void Ab_Condition_Completes()
    {
        using var tiny = new TinyRun();
        using var shelf = new PluginShelf();
        shelf.Add("OnnxStyle");
        const string Variants = """{ "onnx": { "model": { "conditioning": { "style": { "use": "onnx-style" } } } } }""";

        var (exitCode, _, errors) = AbProgram.Run(tiny, shelf, Variants, "--set", "training.steps=3");

        Assert.Equal((0, ""), (exitCode, errors));
    }

    [Fact]
    public void Build_AnotherRate_NamesTheModelsOwn() => Assert.EndsWith(
        "features.sampleRateHz must be 16000 for style.onnx, but was 22050.", Assert.ThrowsAny<Exception>(
            () => Build(Context with { Format = new() { SampleRateHz = 22050 } })).Message);
}
