namespace Melange.Plugins.Tests.Samplers;

/// <summary>One value with a score that anyone can follow: −c·(x − mu)·t + d.</summary>
internal static class HandMade
{
    public const double Start = 1.7, Mean = 0.4;

    public static NoiseSchedule Schedule { get; } = new() { BetaMin = 0.5, BetaMax = 3 };

    public static double Score(double x, double time) => -0.8 * (x - Mean) * time + 0.3;

    public static double Sample(ISampler sampler, Generator? random = null)
    {
        using var scope = NewDisposeScope();
        var start = full([1, 1, 1], Start, dtype: float64);
        var mean = full([1, 1, 1], Mean, dtype: float64);
        var input = new SamplerInput(start, mean, ones(1, 1, dtype: ScalarType.Bool),
            (x, time) => full_like(x, Score(x.item<double>(), time.item<double>())), random ?? new Generator(1));
        return sampler.Sample(input).item<double>();
    }

    /// <summary>The integral of beta, written out.</summary>
    public static double Integral(double time) => 0.5 * time + 1.25 * time * time;

    /// <summary>The normal numbers that a generator gives one after another.</summary>
    public static double[] Normal(ulong seed, int count)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(seed);
        return [.. Enumerable.Range(0, count).Select(_ => randn([1, 1, 1], float64, generator: random).item<double>())];
    }
}
