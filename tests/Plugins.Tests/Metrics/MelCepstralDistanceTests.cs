using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class MelCepstralDistanceTests : MetricConformance
{
    protected override IMetric Build(MetricContext context) => new MelCepstralDistance(new(), context);

    [Fact]
    public void Measure_TwentyBins_IsWhatNumpyMakesOfTheToolsFormula()
    {
        using var scope = NewDisposeScope();
        var bin = arange(20, dtype: ScalarType.Float64).unsqueeze(1);                // [M, 1]
        var (first, second) = (arange(5, dtype: ScalarType.Float64), arange(6, dtype: ScalarType.Float64));
        var target = (bin * 0.7 + first * 1.3).sin() * 2 - 3;
        var synthesised = (bin * 0.5 - second * 0.9).cos() * 2 - 3;

        var value = Metric(20).Measure(MetricInputs.OfSpectrograms(target, synthesised));

        // scipy 1.10.1: dct(log10(exp(x)), type=2)[1:17]/2, best path over Euclidean distances.
        Assert.Equal(11.607979576154287, value!.Value, tolerance: 1e-9);
    }

    [Fact]
    public void Margin_OfEightyBins_IsATenthOfADecibelOfDistortion()
    {
        using var scope = NewDisposeScope();
        var wave = ((arange(80, dtype: ScalarType.Float64) + 0.5) * (Math.PI / 80)).cos().unsqueeze(1);
        var pair = MetricInputs.OfSpectrograms(wave * 0, wave);
        var context = new MetricContext(new AudioFormat());

        var ratio = Metric(80).Measure(pair) / new MelCepstralDistortion(new(), context).Measure(pair);

        Assert.Equal(0.1 * ratio!.Value, Metric(80).Margin!.Value, tolerance: 1e-9);
        Assert.Equal(0.283, Metric(80).Margin!.Value, tolerance: 5e-4);
    }

    [Fact]
    public void Description_OfEightyBins_NamesToolAndVersion() => Assert.Equal(
        "Mel-cepstral distance as mel-cepstral-distance 0.0.3 has it of mel spectrograms: sums of 80 decadic-log mel "
        + "bins by cosines, coefficients 1 to 16, mean over the path of dynamic time warping, without the factor of "
        + "decibels.", Metric(80).Description);

    private static MelCepstralDistance Metric(int bins) => new(new(), new(new AudioFormat { Bins = bins }));
}
