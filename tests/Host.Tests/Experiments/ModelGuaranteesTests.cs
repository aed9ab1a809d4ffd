using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Experiments;
using Melange.Host.Plugins;

namespace Melange.Host.Tests.Experiments;

public sealed class ModelGuaranteesTests : IDisposable
{
    private const string Gate = "model.estimator.gate";

    private readonly TinyRun tiny = new();

    public void Dispose() => tiny.Dispose();

    [Theory]
    [InlineData("model.estimator.gate.match=phoneme", true)]
    [InlineData("model.estimator.gate.match=phoneme-without-stress", false)]
    [InlineData($$"""{{Gate}}={ "use": "phoneme-fallback-soft" }""", true)]
    [InlineData($$"""{{Gate}}={ "use": "always", "match": "phoneme" }""", true)]
    [InlineData($$"""{{Gate}}={ "use": "always" }""", false)]
    [InlineData($$"""{{Gate}}={ "use": null, "default": { "use": "phoneme-fallback" }, "mid": { "use": "always" } }""",
        false)]
    [InlineData("""synthesis.edits={ "louder": { "phonemes": ["ax"], "scale": 2 } }""", true)]
    [InlineData("""synthesis.edits={ "there": { "phonemes": ["ax"], "link": "force", "to": 0.5 } }""", false)]
    public void Of_Model_HasWhatTheGatesOfAllSitesState(string setting, bool isGuaranteed)
    {
        using var scope = NewDisposeScope();
        var built = new List<BuiltPart>();
        var options = OptionsBinder.Bind<RunOptions>(
            LayeredConfig.Read(tiny.File, [setting]), TinyRun.Catalog.Watched(built.Add));
        using var model = RunAssembly.BuildModel(options, TinyRun.Corpus(options).Inventory, CPU);

        var guarantees = ModelGuarantees.Of(built, options);

        Assert.Equal(isGuaranteed ? [Guarantee.OwnPhoneme] : [], guarantees);
    }
}
