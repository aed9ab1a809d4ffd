using Melange.Host.Checkpoints;

namespace Melange.Host.Tests.Checkpoints;

public sealed class TensorDifferencesTests
{
    [Fact]
    public void Between_MissingExtraAndMisshaped_IsOneLineEach()
    {
        var found = new Dictionary<string, long[]> { ["both"] = [2], ["old"] = [], ["shape"] = [2, 3] };
        var wanted = new Dictionary<string, long[]> { ["both"] = [2], ["new"] = [4, 1], ["shape"] = [3, 2] };

        Assert.Equal(["- new [4, 1]", "+ old []", "~ shape [2, 3] -> [3, 2]"],
            TensorDifferences.Between(found, wanted));
    }

    [Fact]
    public void Between_ManyNames_AreCappedWithTheirNumber()
    {
        var wanted = Enumerable.Range(0, 23).ToDictionary(i => $"w{i:d2}", _ => new long[] { 1 });

        var lines = TensorDifferences.Between(new Dictionary<string, long[]>(), wanted);

        Assert.Equal(21, lines.Count);
        Assert.Equal(["- w00 [1]", "- w19 [1]", "and 3 more missing"], [lines[0], lines[19], lines[20]]);
    }
}
