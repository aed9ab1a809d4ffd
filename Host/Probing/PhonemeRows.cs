using Melange.Host.Pictures;

namespace Melange.Host.Probing;

/// <summary>One occurrence of a phoneme in the target.</summary>
/// <param name="First">Its first row among all rows of the phoneme.</param>
/// <param name="Count">Its frames.</param>
/// <param name="Context">Its neighbours, as <c>s-ih+t</c>.</param>
internal sealed record PhonemeOccurrence(int First, int Count, string Context);

/// <summary>The rows of a map that belong to one phoneme of the target.</summary>
/// <param name="Weights">A row a target frame, NaN where a frame has no attention at all, <c>[rows, R']</c>.</param>
/// <param name="Occurrences">Where the phoneme occurs.</param>
internal sealed record PhonemeRows(double[,] Weights, IReadOnlyList<PhonemeOccurrence> Occurrences)
{
    /// <summary>The greatest weight; 0 where there is none.</summary>
    public double Highest => Weights.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).Max();

    /// <summary>Picks the rows of a phoneme.</summary>
    /// <param name="map">The whole map.</param>
    /// <param name="phoneme">Id of the phoneme.</param>
    /// <param name="names">Name of each phoneme id.</param>
    public static PhonemeRows Of(SiteMap map, long phoneme, IReadOnlyList<string> names)
    {
        var runs = PhonemeRun.Of(map.Target);
        var frames = Enumerable.Range(0, map.Target.Count).Where(frame => map.Target[frame] == phoneme).ToList();
        var weights = new double[frames.Count, map.Reference.Count];
        for (var row = 0; row < frames.Count; row++)
        {
            var isEmpty = Enumerable.Range(0, map.Reference.Count).All(column => map.Weights[frames[row], column] == 0);
            for (var column = 0; column < map.Reference.Count; column++)
                weights[row, column] = isEmpty ? double.NaN : map.Weights[frames[row], column];
        }
        var occurrences = new List<PhonemeOccurrence>();
        for (var i = 0; i < runs.Count; i++)
            if (runs[i].Id == phoneme)
                occurrences.Add(new(frames.IndexOf(runs[i].Start), runs[i].Frames, Context(runs, i, names)));
        return new(weights, occurrences);
    }

    private static string Context(IReadOnlyList<PhonemeRun> runs, int at, IReadOnlyList<string> names)
    {
        var before = at > 0 ? names[(int)runs[at - 1].Id] + "-" : "";
        var after = at + 1 < runs.Count ? "+" + names[(int)runs[at + 1].Id] : "";
        return before + names[(int)runs[at].Id] + after;
    }
}
