using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Aligns two sequences of different length.</summary>
/// <remarks>
/// Finds the path from the first pair to the last in steps (1, 0), (0, 1), (1, 1) with the smallest sum of distances,
/// all steps weighted alike. Source: Sakoe and Chiba 1978, symmetric form without slope constraint. Departs from it: a
/// diagonal step counts once, not twice; of equal ways back the diagonal is taken, then the first sequence's step.
/// </remarks>
public static class DynamicTimeWarping
{
    /// <summary>Finds the best path.</summary>
    /// <param name="distances">Distance of each pair of frames, at least 0, <c>[T1, T2]</c>; the caller's.</param>
    /// <returns>The path with its mean distance.</returns>
    /// <exception cref="TensorShapeException">The distances are not shaped as stated, or an axis is empty.</exception>
    public static WarpingPath Align(Tensor distances)
    {
        HasShape(distances, "T1 T2", [Any, Any]);
        var (rows, columns) = ((int)distances.shape[0], (int)distances.shape[1]);
        if (rows == 0 || columns == 0)
            throw new TensorShapeException(
                $"distances must have at least one frame on each axis, but was [{rows}, {columns}].");
        using var scope = NewDisposeScope();
        var local = distances.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var total = Accumulated(local, rows, columns);
        return Path(total, rows, columns);
    }

    private static double[,] Accumulated(double[] local, int rows, int columns)
    {
        var total = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var straight = Math.Min(At(total, row - 1, column), At(total, row, column - 1));
                var before = row == 0 && column == 0 ? 0 : Math.Min(At(total, row - 1, column - 1), straight);
                total[row, column] = local[row * columns + column] + before;
            }
        return total;
    }

    private static WarpingPath Path(double[,] total, int rows, int columns)
    {
        var (row, column) = (rows - 1, columns - 1);
        var path = new List<(int Row, int Column)> { (row, column) };
        while (row > 0 || column > 0)
        {
            var diagonal = At(total, row - 1, column - 1);
            var up = At(total, row - 1, column);
            var left = At(total, row, column - 1);
            (row, column) = diagonal <= up && diagonal <= left ? (row - 1, column - 1)
                : up <= left ? (row - 1, column)
                : (row, column - 1);
            path.Add((row, column));
        }
        path.Reverse();
        return new([.. path.Select(pair => (long)pair.Row)], [.. path.Select(pair => (long)pair.Column)],
            total[rows - 1, columns - 1] / path.Count);
    }

    private static double At(double[,] total, int row, int column) =>
        row < 0 || column < 0 ? double.PositiveInfinity : total[row, column];
}

/// <summary>Which frames of two sequences belong together; entry i of both lists is one pair, N pairs in all.</summary>
/// <param name="First">Frame of the first sequence in each pair, never falling, <c>[N]</c>.</param>
/// <param name="Second">Frame of the second sequence in each pair, never falling, <c>[N]</c>.</param>
/// <param name="MeanDistance">Sum of the pairs' distances divided by N.</param>
public sealed record WarpingPath(IReadOnlyList<long> First, IReadOnlyList<long> Second, double MeanDistance);
