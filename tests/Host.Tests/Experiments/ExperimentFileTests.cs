using Melange.Host.Experiments;

namespace Melange.Host.Tests.Experiments;

public sealed class ExperimentFileTests
{
    [Fact]
    public void Read_PartThatCommonSwaps_DiffersInNoVariantAndIsToldOfOnce()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/swap.json";
        File.WriteAllText(experiment, """
            { "base": "tiny.json", "common": { "model": { "estimator": { "attention": { "use": "none" } } } },
              "variants": { "one": {}, "two": {}, "back": { "model": { "estimator": { "attention": { "use": "f2f" } } } } } }
            """);

        var file = ExperimentFile.Read(experiment, [], TinyRun.Catalog);

        Assert.Empty(file.Base.Differences(file.Variants["one"]));
        Assert.Equal("2", file.Variants["back"].Value("model.estimator.attention.heads"));
        Assert.Equal(new[] { "heads", "features" }.Select(option => $"{tiny.Folder}/tiny.json:10: model.estimator."
            + $"attention.{option} was set for 'f2f' and is dropped: 'none' has no such option."), file.Notices);
    }
}
