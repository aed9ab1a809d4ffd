namespace Melange.Plugins;

/// <summary>Makes the numbers of <see cref="ProsodyVectors"/> comparable with each other.</summary>
/// <remarks>
/// Each is divided by its standard deviation about its speaker's mean, over training utterances spread over all: style
/// is compared within a speaker, so what tells speakers apart is no measure for it.
/// </remarks>
/// <param name="deviations">Standard deviation of each number; NaN or 0 where it does not count.</param>
internal sealed class ProsodyScale(double[] deviations)
{
    /// <summary>Takes the scale from recordings.</summary>
    /// <param name="training">The recordings; those that are taken are spread over all.</param>
    /// <param name="most">How many are taken at most.</param>
    /// <param name="vectorOf">The numbers of a recording.</param>
    public static ProsodyScale Of(
        IReadOnlyList<CorpusRecording> training, int most, Func<CorpusRecording, double[]> vectorOf)
    {
        var count = Math.Min(most, training.Count);
        var speakers = Enumerable.Range(0, count).Select(i => training[(int)((long)i * training.Count / count)])
            .GroupBy(recording => recording.Speaker, vectorOf).Select(vectors => vectors.ToList()).ToList();
        return new([.. Enumerable.Range(0, ProsodyVectors.Width).Select(number => Deviation(
            speakers.Select(vectors => vectors.Select(vector => vector[number]).Where(double.IsFinite).ToArray())))]);
    }

    /// <summary>Root of the mean square of the scaled differences, in standard deviations.</summary>
    /// <param name="one">Numbers of one utterance.</param>
    /// <param name="others">Those of the others; a number that one of all lacks counts for none of them.</param>
    /// <returns>The distance to each; NaN where no number counts.</returns>
    public IReadOnlyList<double> Distances(double[] one, IReadOnlyList<double[]> others)
    {
        var counting = Enumerable.Range(0, deviations.Length).Where(number => deviations[number] > 0
            && double.IsFinite(one[number]) && others.All(other => double.IsFinite(other[number]))).ToList();
        return [.. others.Select(other => counting.Count == 0 ? double.NaN : Math.Sqrt(counting.Average(number =>
            Math.Pow((one[number] - other[number]) / deviations[number], 2))))];
    }

    private static double Deviation(IEnumerable<double[]> speakers)
    {
        var (squares, free) = (0.0, 0);
        foreach (var values in speakers.Where(values => values.Length > 1))
        {
            squares += Math.Pow(Series.Spread(values), 2) * (values.Length - 1);
            free += values.Length - 1;
        }
        return free > 0 ? Math.Sqrt(squares / free) : double.NaN;
    }
}
