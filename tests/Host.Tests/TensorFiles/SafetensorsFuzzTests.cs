using Melange.Bench;

namespace Melange.Host.Tests.TensorFiles;

public sealed class SafetensorsFuzzTests
{
    [Fact]
    public void Read_TwoThousandDamagedFiles_ReadsOrRefusesWithinTheFilesSize()
    {
        var originals = FuzzFiles.SmallCopies(Directory.GetFiles("Fixtures", "*.safetensors").Order());
        for (var seed = -200; seed < 0; seed++) // what is made once, like types' names, counts for no file
            FuzzCase.Run(originals, seed);
        var outcomes = new HashSet<string>();

        for (var seed = 1; seed <= 2000; seed++)
        {
            var damaged = FuzzCase.Run(originals, seed);
            outcomes.Add(damaged.Outcome);
            Assert.True(damaged.Crash is null, $"seed {seed}, {damaged.Mutation}: {damaged.Crash}");
        }

        Assert.Contains("", outcomes);                                              // some are whole
        Assert.True(outcomes.Count > 20, $"Only {outcomes.Count} reasons came up.");
    }
}
