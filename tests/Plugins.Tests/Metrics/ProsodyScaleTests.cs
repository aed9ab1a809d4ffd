using System.Globalization;

namespace Melange.Plugins.Tests.Metrics;

public sealed class ProsodyScaleTests
{
    [Fact]
    public void Of_TwoSpeakers_IsTheDeviationAboutTheirMeans()
    {
        var scale = Scale(("a", 1), ("a", 3), ("b", 11), ("b", 13));

        // About their means the four lie 1 apart, with two free: √(4/2).
        Assert.Equal([1 / Math.Sqrt(2)], scale.Distances(Vector(5), [Vector(6)]), Near);
    }

    [Fact]
    public void Of_MoreThanAreTaken_TakesThemSpreadOverAll()
    {
        var recordings = Enumerable.Range(0, 10).Select(i => Of("a", $"{i}")).ToList();
        var taken = new List<string>();

        ProsodyScale.Of(recordings, most: 4, recording =>
        {
            taken.Add(recording.Id);
            return Vector(1);
        });

        Assert.Equal(["0", "2", "5", "7"], taken);
    }

    [Fact]
    public void Distances_NumbersThatSomeLack_CountForNone()
    {
        var scale = new ProsodyScale([1, 2, double.NaN, 0, 1, 1, 1, 1]);
        double[] one = [0, 0, 0, 0, double.NaN, 0, 0, 0];

        var distances = scale.Distances(one, [[3, 2, 9, 9, 9, 0, 0, 0], [1, 0, 9, 9, 9, 0, 0, double.NaN]]);

        Assert.Equal([Math.Sqrt((9 + 1) / 4.0), Math.Sqrt(1 / 4.0)], distances, Near);
    }

    [Fact]
    public void Distances_NothingThatCounts_AreNaN() =>
        Assert.Equal([double.NaN], Scale().Distances(Vector(1), [Vector(2)]));

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-12;

    private static ProsodyScale Scale(params (string Speaker, double Value)[] training) => ProsodyScale.Of(
        [.. training.Select(item => Of(item.Speaker, $"{item.Value}"))], 9,
        recording => Vector(double.Parse(recording.Id, CultureInfo.InvariantCulture)));

    private static CorpusRecording Of(string speaker, string id) =>
        new(id, "", speaker, "", () => zeros(0), () => zeros(5, 0));

    // Constant but for the first: the others have no deviation.
    private static double[] Vector(double first) => [first, 0, 0, 0, 0, 0, 0, 0];
}
