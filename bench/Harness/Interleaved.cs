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

/// <summary>One way to do a case's work.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Run">Does the work once; the harness disposes what tensors it leaves.</param>
/// <param name="Flops">Floating-point operations of one run, 2 a multiply-add; 0 where nobody asks.</param>
internal sealed record Contender(string Name, Action Run, double Flops = 0);

/// <summary>How often each contender runs.</summary>
/// <param name="WarmUp">Runs that nobody times.</param>
/// <param name="Timed">Runs that are timed, one of each contender in turn.</param>
internal sealed record Rounds(int WarmUp, int Timed);
