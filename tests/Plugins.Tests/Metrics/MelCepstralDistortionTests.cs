using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class MelCepstralDistortionTests : MetricConformance
{
    private const double DecibelsPerUnit = 6.1418514637;   // 10 / ln 10 · √2
    private static readonly MelCepstraOptions Options = new() { LastCoefficient = 3 };

    protected override IMetric Build(MetricContext context) => new MelCepstralDistortion(Options, context);

    [Fact]
    public void Measure_Identical_IsZero()
    {
        using var scope = NewDisposeScope();
        var target = Noise(frames: 7);

        Assert.Equal(0, Metric().Measure(MetricInputs.OfSpectrograms(target, target.clone())));
    }

    [Fact]
    public void Measure_OneBinHigher_IsWhatTheFormulaGives()
    {
        using var scope = NewDisposeScope();
        var target = zeros(5, 2);
        var synthesised = tensor(new float[,] { { 1, 1, 1 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } });

        var value = Metric().Measure(MetricInputs.OfSpectrograms(target, synthesised));

        // c_k = 2/5 · cos(πk/10), k = 1, 2, 3: their squares are 0.16 · (0.904508 + 0.654508 + 0.345492).
        Assert.Equal(DecibelsPerUnit * Math.Sqrt(0.16 * 1.904508497), value!.Value, tolerance: 1e-6);
    }

    [Theory, InlineData(1, 0), InlineData(0, DecibelsPerUnit * 2)] // c_0 is the mean of the bins, here 2 higher
    public void Measure_Louder_CountsOnlyWithTheLevel(int firstCoefficient, double expected)
    {
        using var scope = NewDisposeScope();
        var target = ones(5, 3);

        var value = Metric(Options with { FirstCoefficient = firstCoefficient })
            .Measure(MetricInputs.OfSpectrograms(target, target.repeat(1, 2) + 2));

        Assert.Equal(expected, value!.Value, tolerance: 1e-6);
    }

    [Fact]
    public void Measure_CoefficientsOutsideTheRange_DoNotCount()
    {
        using var scope = NewDisposeScope();
        var target = zeros(5, 2);
        var wave = ((arange(5) + 0.5) * (Math.PI * 4 / 5)).cos().unsqueeze(1);   // k = 4 alone

        var input = MetricInputs.OfSpectrograms(target, target + wave);

        Assert.Equal(0, Metric().Measure(input)!.Value, tolerance: 1e-5); // float32 wave
        Assert.True(Metric(new() { LastCoefficient = 4 }).Measure(input) > 1);
    }

    [Fact]
    public void Measure_StretchedInTime_IsZero()
    {
        using var scope = NewDisposeScope();
        var target = Noise(frames: 4);

        Assert.Equal(0, Metric().Measure(MetricInputs.OfSpectrograms(target, target.repeat_interleave(3, dim: 1))));
    }

    [Fact]
    public void Measure_NoFrames_IsNull()
    {
        using var scope = NewDisposeScope();

        Assert.Null(Metric().Measure(MetricInputs.OfSpectrograms(zeros(5, 0), zeros(5, 2))));
    }

    [Fact]
    public void Measure_OtherBins_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var input = MetricInputs.OfSpectrograms(zeros(4, 2), zeros(5, 3));

        var failure = Assert.Throws<TensorShapeException>(() => Metric().Measure(input));

        Assert.Equal("input.TargetLogMel must be [M=5, T1], but was [4, 2].", failure.Message);
    }

    [Fact]
    public void Measure_AnyInput_LeavesNoTensors()
    {
        using var scope = NewDisposeScope();
        var input = MetricInputs.OfSpectrograms(Noise(4), Noise(6));
        var before = scope.DisposablesCount;

        Metric().Measure(input);

        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void Description_OfThePreset_NamesItAndItsParameters() => Assert.Equal(
        "Mel-cepstral distortion, preset log-mel-13: cosine series of 80 natural-log mel bins, coefficients 1 to "
        + "13, mean over the path of dynamic time warping, in dB.",
        new MelCepstralDistortion(new(), new(new())).Description);

    [Fact]
    public void Description_OfOtherParameters_SaysCustom() => Assert.Equal(
        "Mel-cepstral distortion, preset custom: cosine series of 5 natural-log mel bins, coefficients 1 to 3, "
        + "mean over the path of dynamic time warping, in dB.",
        Metric().Description);

    [Fact]
    public void Constructor_CoefficientsBeyondTheBins_ListsEveryBrokenRule()
    {
        var failure = Assert.Throws<OptionsException>(() => Metric(new() { FirstCoefficient = -1 }));

        Assert.Equal(
            "FirstCoefficient must be at least 0, but was -1.\n"
            + "LastCoefficient must be at least FirstCoefficient = -1 and below the 5 mel bins, but was 13.",
            failure.Message);
    }

    private static MelCepstralDistortion Metric(MelCepstraOptions? options = null) =>
        new(options ?? Options, new(MetricInputs.Format));

    private static Tensor Noise(long frames)
    {
        using var random = new Generator(7);
        return randn(5, frames, generator: random);
    }
}
