using Melange.Host.Experiments;

namespace Melange.Host.Tests.Experiments;

public sealed class ExperimentPlanTests
{
    [Fact]
    public void Read_FaultsOfExperimentCommonAndVariants_AreListedTogether()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/broken.json";
        File.WriteAllText(experiment, """
            {
              "base": "tiny.json",
              "common": { "training": { "stepz": 3 } },
              "variants": {
                "a": { "training": { "batchSize": 0 } },
                "b": 3,
                "c": { "training": { "batchSize": 0 } }
              },
              "sedes": [1]
            }
            """);

        var thrown = Assert.Throws<FaultException>(() =>
            ExperimentPlan.Read(experiment, [], TinyRun.Catalog, $"{tiny.Folder}/run"));

        var places = thrown.Faults.Select(fault => (fault.Line, fault.Message[..24]));
        Assert.Equal(
            [
                (9, "an experiment has no opt"),
                (6, "variants.b must be a sec"),
                (3, "training has no option '"),
                (5, "training.batchSize must "),
                (7, "training.batchSize must ")
            ],
            places);
    }
}
