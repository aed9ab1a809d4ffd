using Melange.Host.Checkpoints;

namespace Melange.Host.Tests.Checkpoints;

public sealed class TrialFinderTests
{
    [Theory]
    [InlineData("f2f/seed-3", null, "f2f/seed-3")]
    [InlineData("f2b", null, "f2b/seed-2")]
    [InlineData("f2f", 3, "f2f/seed-3")]
    public void Find_TrialOrVariant_IsTheTrial(string path, int? seed, string expected)
    {
        using var folder = Experiment();

        Assert.Equal(Path.Combine(folder.Name, expected), TrialFinder.Find($"{folder.Name}/{path}", seed).Path);
    }

    [Theory]
    [InlineData("f2f", null, "f2f: has several seeds; choose with --model-seed: 1, 3.")]
    [InlineData("f2f", 2, "f2f: has no seed 2. It has: 1, 3.")]
    [InlineData("f2x", null, "f2x: there is no such folder. Did you mean 'f2f'?")]
    [InlineData("no/where", null, "no/where: there is no such folder. Nor is there a folder no.")]
    [InlineData("f2b/seed-2/checkpoint", null, "f2b/seed-2/checkpoint: is no trial (config.json, checkpoint/) and no "
        + "variant (seed-1/, ...). It holds: step-00000001.")]
    [InlineData("new", null, "new/seed-1: has a config, but no checkpoint yet: its training has not come so far.")]
    [InlineData("odd", null, "odd/seed-1: has no config.json. It holds: worker.log.")]
    public void Find_AnythingElse_SaysWhatIsThere(string path, int? seed, string message)
    {
        using var folder = Experiment();

        Assert.Equal(message, folder.FaultsOf(() => TrialFinder.Find($"{folder.Name}/{path}", seed)));
    }

    [Fact]
    public void Find_FolderOfAnExperiment_NamesItsVariants()
    {
        using var folder = Experiment();

        var fault = Assert.Throws<FaultException>(() => TrialFinder.Find(folder.Name, null));

        Assert.Equal($"{folder.Name}: is the folder of an experiment; name one of its variants: "
            + string.Join(", ", new[] { "f2b", "f2f", "new", "odd" }.Select(name => $"{folder.Name}/{name}")) + ".",
            fault.Message);
    }

    private static TestFolder Experiment()
    {
        var folder = new TestFolder();
        foreach (var trial in new[] { "f2f/seed-1", "f2f/seed-3", "f2b/seed-2" })
        {
            folder.Write($"{trial}/config.json", "{}");
            folder.Write($"{trial}/checkpoint/step-00000001/weights.safetensors", "");
        }
        folder.Write("new/seed-1/config.json", "{}");
        folder.Write("odd/seed-1/worker.log", "");
        return folder;
    }
}
