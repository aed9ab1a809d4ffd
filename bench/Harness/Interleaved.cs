using System.Diagnostics;

namespace Melange.Bench;

/// <summary>Times contenders in turn, A B A B, so that a noisy minute strikes all alike.</summary>
internal static class Interleaved
{
    /// <summary>Measures a case's contenders, and the yardstick with them as the last.</summary>
    public static IReadOnlyList<Measurement> Measure(BenchCase subject, Rounds rounds)
    {
        using var scope = NewDisposeScope();
        var contenders = subject.SetUp().Append(Yardstick.Contender()).ToList();
        for (var i = 0; i < rounds.WarmUp; i++)
            contenders.ForEach(contender => Time(contender));
        var times = contenders.ToDictionary(contender => contender, _ => new List<double>());
        for (var i = 0; i < rounds.Timed; i++)
            contenders.ForEach(contender => times[contender].Add(Time(contender)));
        return contenders.ConvertAll(contender => new Measurement(
            contender, times[contender].Order().ToList(), PeakMemory.Above(() => Time(contender))));
    }

    private static double Time(Contender contender)
    {
        using var scope = NewDisposeScope();
        var watch = Stopwatch.StartNew();
        contender.Run();
        return watch.Elapsed.TotalMilliseconds;
    }
}
