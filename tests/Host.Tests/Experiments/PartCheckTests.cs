using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Experiments;

namespace Melange.Host.Tests.Experiments;

/// <summary>Rules between the options of a part and the place that it is built for.</summary>
public sealed class PartCheckTests
{
    [Fact]
    public void Run_RulesBetweenOptionsAndPlace_NameTheOptionInTheFileAndBlameNoPlugin()
    {
        using var tiny = new TinyRun();
        var file = $"{tiny.Folder}/misfits.json";
        File.WriteAllText(file, """
            {
              "extends": "tiny.json",
              "model": { "estimator": {
                "gate": {
                  "use": "phoneme-fallback-soft",
                  "groups": 3 } },
                "encoder": {
                  "heads": 3 } },
              "metrics": { "attention": {
                "phonemes": ["zzzzzzzzz", "zzzzzzzzz"] } }
            }
            """);
        var config = LayeredConfig.Read(file, []);
        var options = OptionsBinder.Bind<RunOptions>(config, TinyRun.Catalog);

        var faults = new PartCheck(options, TinyRun.Corpus(options).Inventory, config).Run();

        Assert.Equal(
        [
            $"{file}:8: model.encoder.heads must divide the transformer's width 8 (channels 8 + conditions 0), but was "
                + "3. Fit: 1, 2, 4, 8.",
            $"{file}:6: model.estimator.gate.groups must divide the 8 channels of site 'down.0', but was 3.",
            $"{file}:10: metrics.attention.phonemes must be the corpus', but 'zzzzzzzzz' is not.",
            $"{file}:10: metrics.attention.phonemes must be the corpus', but 'zzzzzzzzz' is not.",
            $"{file}:10: metrics.attention.phonemes must be different, but were zzzzzzzzz, zzzzzzzzz."
        ], faults.Select(fault => fault.ToString()));
    }
}
