namespace Melange.Plugins;

/// <summary>Work over the lines of a state, on as many threads as tensor operations have.</summary>
/// <remarks>What a line gives depends on neither threads nor order.</remarks>
/// <param name="state">Whose lines.</param>
/// <param name="limit">Threads at most.</param>
internal sealed class LineWork(ChannelsLastState state, int limit)
{
    private const long ValuesThatPay = 1 << 15; // as the library's own: fewer are not worth another thread
    private const int PiecesEachThread = 4;
    private readonly int lines = state.Batch * state.Lines;
    private readonly long values = (long)state.Batch * state.Lines * state.Frames * state.Channels;

    /// <summary>Does something for each item and line.</summary>
    public void Each(Action<int, int> work)
    {
        var threads = values < 2 * ValuesThatPay ? 1 : Math.Min(limit, lines);
        if (threads == 1)
        {
            Piece(0, lines, work);
            return;
        }
        var pieces = Math.Min(lines, threads * PiecesEachThread);
        Parallel.For(0, pieces, new() { MaxDegreeOfParallelism = threads }, piece =>
            Piece(lines * piece / pieces, lines * (piece + 1) / pieces, work));
    }

    /// <summary>Sums over the lines of each item what each line adds to a row of zeros.</summary>
    /// <param name="width">Sums an item.</param>
    /// <param name="add">Adds what a line gives: item, line, row.</param>
    /// <returns><c>[B, width]</c>.</returns>
    public double[] Sums(int width, Action<int, int, float[]> add)
    {
        var rows = new float[lines][];
        Each((item, line) => add(item, line, rows[item * state.Lines + line] = new float[width]));
        var sums = new double[state.Batch * width];
        for (var row = 0; row < lines; row++)
        {
            var own = sums.AsSpan(row / state.Lines * width, width);
            for (var i = 0; i < width; i++)
                own[i] += rows[row][i];
        }
        return sums;
    }

    private void Piece(int first, int end, Action<int, int> work)
    {
        for (var row = first; row < end; row++)
            work(row / state.Lines, row % state.Lines);
    }
}
