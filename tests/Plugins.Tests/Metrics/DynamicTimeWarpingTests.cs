using CsCheck;

namespace Melange.Plugins.Tests.Metrics;

public sealed class DynamicTimeWarpingTests
{
    private static readonly Gen<double[,]> Distances = Gen.Double[0, 9].Array2D[Gen.Int[1, 5], Gen.Int[1, 5]];

    [Fact]
    public void Align_AnyDistances_StepsFromFirstPairToLast() => Distances.Sample(distances =>
    {
        var path = Align(distances);

        var pairs = path.First.Zip(path.Second).ToList();
        Assert.Equal((0, 0), pairs[0]);
        Assert.Equal((distances.GetLength(0) - 1, distances.GetLength(1) - 1), pairs[^1]);
        Assert.All(pairs.Zip(pairs.Skip(1)), step => Assert.Contains(
            (step.Second.First - step.First.First, step.Second.Second - step.First.Second),
            new (long, long)[] { (1, 0), (0, 1), (1, 1) }));
    });

    [Fact]
    public void Align_AnyDistances_IsNoWorseThanAnyOtherPath() => Distances.Sample(distances =>
    {
        var path = Align(distances);

        var sum = path.First.Zip(path.Second).Sum(pair => distances[pair.First, pair.Second]);
        Assert.Equal(Smallest(distances, 0, 0), sum, tolerance: 1e-9);
        Assert.Equal(sum / path.First.Count, path.MeanDistance, tolerance: 1e-9);
    });

    [Fact]
    public void Align_StretchedCopy_CostsNothing()
    {
        using var scope = NewDisposeScope();
        var first = tensor(new[] { 1.0, 5, 2, 7 });
        var second = tensor(new[] { 1.0, 1, 5, 2, 2, 2, 7 });

        var path = DynamicTimeWarping.Align((first.unsqueeze(1) - second.unsqueeze(0)).abs());

        Assert.Equal(0, path.MeanDistance);
        Assert.Equal([0, 0, 1, 2, 2, 2, 3], path.First);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], path.Second);
    }

    [Fact]
    public void Align_AllEqual_TakesTheDiagonal() =>
        Assert.Equal([0, 1, 2, 3], Align(new double[4, 4]).First);

    [Fact]
    public void Align_EmptyAxis_NamesIt()
    {
        using var distances = zeros(0, 3);

        var failure = Assert.Throws<TensorShapeException>(() => DynamicTimeWarping.Align(distances));

        Assert.Equal("distances must have at least one frame on each axis, but was [0, 3].", failure.Message);
    }

    private static WarpingPath Align(double[,] distances)
    {
        using var matrix = tensor(distances);
        return DynamicTimeWarping.Align(matrix);
    }

    private static double Smallest(double[,] distances, int row, int column)
    {
        if (row == distances.GetLength(0) || column == distances.GetLength(1))
            return double.PositiveInfinity;
        if (row == distances.GetLength(0) - 1 && column == distances.GetLength(1) - 1)
            return distances[row, column];
        var rest = Math.Min(Smallest(distances, row + 1, column), Smallest(distances, row, column + 1));
        return distances[row, column] + Math.Min(rest, Smallest(distances, row + 1, column + 1));
    }
}
