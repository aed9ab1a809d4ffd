using MathNet.Numerics.Statistics;

namespace Melange.Host.Runs;

/// <summary>How long a trained model takes, alone on the machine.</summary>
/// <param name="Rounds">How often it was loaded and timed, in turn with the other trials.</param>
/// <param name="ScoreSeconds">Median time of one score, in seconds.</param>
/// <param name="PeakMemoryMegabytes">Greatest resident memory of a process that only speaks, in MB (10^6 bytes).
/// </param>
/// <param name="Values">Value of each metric of time for each pair that was spoken again.</param>
public sealed record TrialTiming(
    int Rounds, double ScoreSeconds, double PeakMemoryMegabytes,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Values)
{
    /// <summary>Several rounds as one: medians of times, the most of memory.</summary>
    public static TrialTiming Of(IReadOnlyList<TrialTiming> rounds)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        return new(rounds.Sum(round => round.Rounds), rounds.Select(round => round.ScoreSeconds).Median(),
            rounds.Max(round => round.PeakMemoryMegabytes),
            rounds[0].Values.ToDictionary(metric => metric.Key, metric => (IReadOnlyDictionary<string, double?>)
                metric.Value.Keys.ToDictionary(pair => pair, pair => Median(metric.Key, pair))));

        double? Median(string metric, string pair)
        {
            var values = rounds.Select(round => round.Values[metric][pair]).OfType<double>().ToList();
            return values.Count == 0 ? null : values.Median();
        }
    }
}
