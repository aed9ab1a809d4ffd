using System.Globalization;
using Melange.Plugins.Tests.Corpora;

namespace Melange.Plugins.Tests.Metrics;

/// <summary>The margins of docs/plugins/metrics.md, from what they are said to be.</summary>
public sealed class MarginTests
{
    private const double Rounded = 5e-5;
    private static readonly MetricContext Context = new(MetricInputs.Format);

    [Fact]
    public void Margin_OfPitch_IsHalfASemitone() =>
        Assert.Equal(Math.Log(2) / 24, new LogF0Error(new(), Context).Margin!.Value, Rounded);

    [Fact]
    public void Margin_OfClouds_IsASquaredShiftOfADecibel()
    {
        var shift = Math.Log(10) / 10 / Math.Sqrt(2);                       // of cepstra, as mcd has it: 1 dB

        Assert.Equal(shift * shift, Frechet().Margin!.Value, Rounded);
    }

    [Fact]
    public void Margin_OfEachShippedMetric_IsInThePagesTable()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "docs/plugins/metrics.md"));
        (string Id, IStatesMargin Metric)[] metrics =
        [
            ("mcd", new MelCepstralDistortion(new() { LastCoefficient = 3 }, Context)), ("frechet", Frechet()),
            ("log-f0-rmse", new LogF0Error(new(), Context)), ("energy-rmse", new EnergyError(new(), Context)),
            ("duration-rmse", new DurationError(new(), Context)),
            ("phoneme-hit-rate", new PhonemeHitRate(new(), Context)), ("rtf", new RealTimeFactor(new(), Context))
        ];

        Assert.All(metrics, metric => Assert.Matches(FormattableString.Invariant(
            $@"\| `{metric.Id}` \| `{metric.Metric.GetType().Name}` \|.*\| {metric.Metric.Margin} \|"), page));
    }

    [Fact]
    public void Margin_OfEachMember_IsInThePagesTable()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "docs/plugins/metrics.md"));
        (string Id, IMetricFamily Family)[] families =
        [
            ("f0", new MelodyMetrics(new(), Context)), ("style", new StyleMetrics(new(), Context)),
            ("intelligibility", IntelligibilityMetrics.With(_ => [], Context, "nobody"))
        ];

        Assert.All(families, family => Assert.All(family.Family.Members, member =>
        {
            var margin = member.Margin?.ToString(CultureInfo.InvariantCulture) ?? "none";
            Assert.Matches(
                $@"\| `{family.Id}` \.{member.Name} \| `{family.Family.GetType().Name}` \|.*\| {margin} \|", page);
        }));
    }

    private static FrechetCepstralDistance Frechet() => new(new() { LastCoefficient = 3 }, Context);
}
