namespace Melange.Bench;

/// <summary>What one contender took.</summary>
/// <param name="Contender">Who.</param>
/// <param name="Milliseconds">The time of each timed run, in ms, ascending.</param>
/// <param name="PeakBytes">Most memory of one run above what was there before it; null where not measured.</param>
internal sealed record Measurement(Contender Contender, IReadOnlyList<double> Milliseconds, long? PeakBytes)
{
    /// <summary>The median time, in ms.</summary>
    public double Median => (Milliseconds[(Milliseconds.Count - 1) / 2] + Milliseconds[Milliseconds.Count / 2]) / 2;

    /// <summary>Shortest and longest time, in ms, for a table.</summary>
    public string Spread => FormattableString.Invariant($"{Milliseconds[0]:f2} – {Milliseconds[^1]:f2}");

    /// <summary>Speed at the median, in GFLOP/s.</summary>
    public double Speed => Contender.Flops / Median / 1e6;

    /// <summary>Peak memory in MiB, for a table.</summary>
    public string Peak => PeakBytes is { } bytes
        ? FormattableString.Invariant($"{bytes / 1048576.0:f0}") : "not measured";
}
