using System.Security.Cryptography;
using Melange.Testing;

namespace Melange.Plugins.Tests.ModelMetrics;

/// <summary>With the tiny model of tests/TestPlugins/OnnxStyle: tanh(rms·[1, −2, 4, 8]) of a waveform.</summary>
public sealed class SpeakerSimilarityTests : MetricConformance
{
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "style.onnx");

    // The target's own audio is no nearer to the reference than other audio has to be.
    protected override bool ComparesWithTarget => false;

    protected override IMetric Build(MetricContext context) => new SpeakerSimilarity(new() { Model = Model }, context);

    [Fact]
    public void Measure_TwoLevels_IsTheCosineThatNumpyGives()
    {
        using var scope = NewDisposeScope();

        // numpy 1.24.2: cosine of tanh(0.5/√2·w) and tanh(0.05/√2·w), w = [1, −2, 4, 8].
        Assert.Equal(0.9445815829904942, Measure(Tone(0.5), Tone(0.05))!.Value, tolerance: 1e-5);
        Assert.Equal(1, Measure(Tone(0.3), Tone(0.3))!.Value, tolerance: 1e-6);
    }

    [Fact]
    public void Measure_OtherRate_IsBroughtToTheModels()
    {
        using var scope = NewDisposeScope();
        // A tone of 9 kHz is above what 16 kHz can hold: nothing of it reaches the model, and nothing has no direction.
        var high = (arange(32000).to(ScalarType.Float32) * (2 * Math.PI * 9000 / 32000)).sin();
        var metric = new SpeakerSimilarity(new() { Model = Model }, new(new AudioFormat { SampleRateHz = 32000 }));

        var similarity = metric.Measure(Input(high, Tone(0.5)))!.Value;

        // At nearly no level tanh is straight: the cosine of w and tanh(0.5/√2·w), 0.9416 by numpy.
        Assert.InRange(similarity, 0.93, 0.95);
    }

    [Fact]
    public void Measure_NoAudioOrSilence_IsNull()
    {
        using var scope = NewDisposeScope();

        Assert.Null(Measure(zeros(0), Tone(0.5)));
        Assert.Null(Measure(zeros(4000), Tone(0.5)));
    }

    [Fact]
    public void Description_OfAModel_NamesFileHashAndRate()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Model)));

        Assert.Equal($"Cosine of speaker embeddings of synthesis and reference: style.onnx ({Model}), SHA-256 {hash}, "
            + "waveforms at 16000 Hz.", Metric().Description);
    }

    [Fact]
    public void Constructor_NoFile_IsRefused() => Assert.Equal(
        "Model must be an ONNX file that is there, but was 'none.onnx'.", Refusal(new() { Model = "none.onnx" }));

    [Fact]
    public void Constructor_LowRate_IsRefused() => Assert.Equal(
        "SampleRateHz must be at least 1000, but was 16.", Refusal(new() { Model = Model, SampleRateHz = 16 }));

    [Fact]
    public void Constructor_FileOfSomethingElse_SaysSo() => Assert.StartsWith(
        $"Model must be a file that ONNX Runtime opens, but was '{typeof(SpeakerSimilarity).Assembly.Location}': ",
        Refusal(new() { Model = typeof(SpeakerSimilarity).Assembly.Location }), StringComparison.Ordinal);

    private static string Refusal(SpeakerSimilarityOptions options) => Assert.Throws<OptionsException>(
        () => new SpeakerSimilarity(options, new(new AudioFormat()))).Message;

    private static SpeakerSimilarity Metric() => new(new() { Model = Model }, new(new AudioFormat()));

    private static double? Measure(Tensor synthesised, Tensor reference) =>
        Metric().Measure(Input(synthesised, reference));

    private static MetricInput Input(Tensor synthesised, Tensor reference) =>
        new(zeros(80, 0), zeros(80, 0), zeros(0), synthesised, 0, []) { ReferenceAudio = reference };

    private static Tensor Tone(double amplitude) =>
        (arange(16000).to(ScalarType.Float32) * (2 * Math.PI * 200 / 16000)).sin() * amplitude;
}
