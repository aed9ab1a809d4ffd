using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class FrechetCepstralDistanceTests : CorpusMetricConformance
{
    protected override ICorpusMetric Build(MetricContext context) =>
        new FrechetCepstralDistance(new() { LastCoefficient = 3 }, context);

    [Fact]
    public void MeasureAll_TheTargetsThemselves_IsZero()
    {
        using var scope = NewDisposeScope();
        var (metric, mel) = (OfFive(), Noise(9, seed: 1));

        var kept = metric.Keep(MetricInputs.OfSpectrograms(mel, mel.clone()))!;

        Assert.Equal(0, metric.MeasureAll([kept])!.Value, tolerance: 1e-12);
    }

    [Fact]
    public void MeasureAll_OneCoefficient_IsWhatTheFormulaGives()
    {
        using var scope = NewDisposeScope();
        var metric = new FrechetCepstralDistance(
            new() { FirstCoefficient = 0, LastCoefficient = 0 }, new(MetricInputs.Format));
        var target = tensor(new[] { 1f, 2, 3 }).expand(5, 3);                       // c_0 is the mean of the bins
        var synthesised = tensor(new[] { 4f, 8 }).expand(5, 2);

        var kept = metric.Keep(MetricInputs.OfSpectrograms(target, synthesised))!;

        // Means 2 and 6, variances 1 and 8: 16 + 1 + 8 − 2·√8.
        Assert.Equal(25 - 2 * Math.Sqrt(8), metric.MeasureAll([kept])!.Value, tolerance: 1e-9);
    }

    [Fact]
    public void MeasureAll_TwoUtterances_IsOfAllTheirFrames()
    {
        using var scope = NewDisposeScope();
        var metric = OfFive();
        var (first, second, spoken) = (Noise(9, 1), Noise(4, 2), Noise(7, 3));

        var apart = metric.MeasureAll([Keep(first, spoken.narrow(1, 0, 3)), Keep(second, spoken.narrow(1, 3, 4))]);
        var together = metric.MeasureAll([Keep(cat([first, second], 1), spoken)]);

        Assert.Equal(together!.Value, apart!.Value, tolerance: 1e-9);

        Tensor Keep(Tensor target, Tensor synthesised) =>
            metric.Keep(MetricInputs.OfSpectrograms(target, synthesised))!;
    }

    [Fact]
    public void MeasureAll_CorrelatedCoefficients_IsWhatAnotherFormulaGives()
    {
        using var scope = NewDisposeScope();
        var (metric, target, synthesised) = (OfFive(), Noise(30, 1), Noise(40, 2) * 2 + Noise(40, 2).roll(1, 0));
        var waves = ((arange(1, 4, dtype: float64).unsqueeze(1) * (arange(5, dtype: float64) + 0.5)) * Math.PI / 5)
            .cos();
        var (one, other) = (Cepstra(target), Cepstra(synthesised));                 // [T, K]

        var value = metric.MeasureAll([metric.Keep(MetricInputs.OfSpectrograms(target, synthesised))!]);

        // The roots of the eigenvalues of Σ Σ', a matrix that is not symmetric.
        var (c1, c2) = (one.t().cov(), other.t().cov());
        var roots = linalg.eigvals(c1.mm(c2)).real.sqrt().sum();
        var expected = (one.mean([0]) - other.mean([0])).square().sum() + (c1 + c2).trace() - 2 * roots;
        Assert.Equal(expected.item<double>(), value!.Value, tolerance: 1e-9);

        Tensor Cepstra(Tensor mel) => (waves.mm(mel.to(float64)) * 0.4).t();
    }

    [Fact]
    public void MeasureAll_OneFrame_IsNull()
    {
        using var scope = NewDisposeScope();
        var metric = OfFive();

        Assert.Null(metric.MeasureAll([metric.Keep(MetricInputs.OfSpectrograms(Noise(1, 1), Noise(5, 2)))!]));
    }

    [Fact]
    public void Description_DefaultOptions_NamesThem() => Assert.Equal(
        "Fréchet distance, squared as in FID, between Gaussians of the mel cepstra 1 to 13 of all synthesised frames "
        + "and of all target frames.", new FrechetCepstralDistance(new(), new(new AudioFormat())).Description);

    private static FrechetCepstralDistance OfFive() =>
        new(new() { LastCoefficient = 3 }, new MetricContext(MetricInputs.Format));

    private static Tensor Noise(long frames, int seed)                              // [M, T]
    {
        using var random = new Generator((ulong)seed);
        return randn([5, frames], generator: random);
    }
}
