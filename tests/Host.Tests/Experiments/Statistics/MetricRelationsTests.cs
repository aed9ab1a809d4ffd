using Melange.Host.Experiments.Statistics;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class MetricRelationsTests
{
    private const string Protocol = "same-style";
    private static readonly double[] Rising = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Of_Ranks_CountAndDistancesDoNot()
    {
        var found = MetricRelations.Of(Protocol, [Variant("a", Rising, [.. Rising.Select(Math.Exp)])])!;

        Assert.Equal(["x", "y"], found.Metrics);
        Assert.Equal(1, found.Relations[0, 1].Correlation, 1e-12);
    }

    [Fact]
    public void Of_KnownRanks_IsSpearmansRho()
    {
        // d = (0, 1, −1, 0, 0, 1, 0, −1): ρ = 1 − 6·4/(8·63)
        var found = MetricRelations.Of(Protocol, [Variant("a", Rising, [1, 3, 2, 4, 5, 7, 8, 6])])!;

        Assert.Equal(1 - 6.0 * (1 + 1 + 1 + 1 + 4) / (8 * 63), found.Relations[0, 1].Correlation, 1e-12);
        Assert.Equal(found.Relations[0, 1].Correlation, found.Relations[1, 0].Correlation, 1e-12);
    }

    [Fact]
    public void Of_Speakers_TheirMeansAreTakenOut()
    {
        // Within each speaker the one falls where the other rises; between them both rise.
        double[] first = [1, 2, 3, 4, 101, 102, 103, 104], second = [4, 3, 2, 1, 104, 103, 102, 101];

        var found = MetricRelations.Of(Protocol, [Variant("a", first, second, pair => pair < 4 ? "slt" : "awb")])!;

        Assert.Equal(-1, found.Relations[0, 1].Correlation, 1e-12);
    }

    [Fact]
    public void Of_Variants_AreAveraged()
    {
        var found = MetricRelations.Of(Protocol,
            [Variant("a", Rising, Rising), Variant("b", Rising, [.. Rising.Reverse()])])!;

        Assert.Equal(0, found.Relations[0, 1].Correlation, 1e-12);
    }

    [Fact]
    public void Of_MetricThatIsTheSameForAllPairs_HasNoPlace()
    {
        Assert.Null(MetricRelations.Of(Protocol, [Variant("a", Rising, [.. Rising.Select(_ => 1.0)])]));
        Assert.Null(MetricRelations.Of("other-speaker", [Variant("a", Rising, Rising)]));
        Assert.Null(MetricRelations.Of(Protocol, [Variant("a", Rising[..6], Rising[..6])]));
    }

    [Fact]
    public void Of_MissingValues_LeaveTheirPairsOut()
    {
        double?[] holes = [1, null, 3, 4, 5, 6, 7, 8];

        var found = MetricRelations.Of(Protocol, [Variant("a", Rising, holes)])!;

        Assert.Equal(1, found.Relations[0, 1].Correlation, 1e-12);
    }

    [Fact]
    public void Notable_EightPairsOfOneSpeaker_IsWhatStudentSays()
    {
        // t(0.975; 6) = 2.4469
        var relation = MetricRelations.Of(Protocol, [Variant("a", Rising, Rising)])!.Relations[0, 1];

        Assert.Equal(2.4469 / Math.Sqrt(6 + 2.4469 * 2.4469), relation.Notable, 1e-4);
        Assert.True(relation.IsNotable);
    }

    [Fact]
    public void Of_MetricOfFewPairs_SaysNothing()
    {
        double?[] few = [1, 2, 3, 4, 5, 6, null, null];

        var found = MetricRelations.Of(Protocol, [Variant("a", Rising, few)])!;

        Assert.Equal(double.NaN, found.Relations[0, 1].Correlation);
        Assert.False(found.Relations[0, 1].IsNotable);
        Assert.Equal(1, found.Relations[0, 0].Correlation, 1e-12);
    }

    private static VariantTrials Variant(
        string name, IEnumerable<double> first, double[] second, Func<int, string>? speaker = null) =>
        Variant(name, first, [.. second.Select(value => (double?)value)], speaker);

    private static VariantTrials Variant(
        string name, IEnumerable<double> first, double?[] second, Func<int, string>? speaker = null)
    {
        MetricLegend legend = new("of a test", "", false);
        var pairs = first.Select((value, pair) => new PairResult($"p{pair}", "", "", "", "",
            speaker?.Invoke(pair) ?? "slt", "sad", false, new Dictionary<string, double?> { ["x"] = value, ["y"] = second[pair] })
        {
            Protocol = Protocol
        });
        return new(name,
        [
            new(name, 1, 1, 1, 1, 1, 1, new Dictionary<string, MetricLegend> { ["x"] = legend, ["y"] = legend }, [],
                [.. pairs])
        ]);
    }
}
