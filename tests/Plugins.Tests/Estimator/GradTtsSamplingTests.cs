using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>Official Grad-TTS from noise to mel: network, process and sampler together.</summary>
public sealed class GradTtsSamplingTests
{
    private const string Prefix = "decoder.estimator.", Perceptron = Prefix + "spk_mlp.";

    [Theory]
    [InlineData("grad_tts_sampling", 10), InlineData("grad_tts_sampling", 50)]
    [InlineData("grad_tts_sampling_speakers", 10), InlineData("grad_tts_sampling_speakers", 50)]
    public void Sample_OfficialWeights_AgreesWithItsReverseDiffusion(string name, int steps)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read(name);
        var question = Question(fixture);
        var unet = Official(fixture, question.Reference.Conditions.Count > 0);
        using var random = new Generator(1);
        var input = new SamplerInput(fixture["z"], fixture["mu"], question.TargetMask,
            (noisy, time) => unet.Score(question with { Noisy = noisy, Time = time }), random);

        var mel = new EulerSampler(new() { Steps = steps }, new(new())).Sample(input);

        TensorAssert.Close(fixture[$"euler{steps}"], mel, 1e-3);
    }

    private static UNet Official(Dictionary<string, Tensor> fixture, bool hasSpeaker)
    {
        var options = new UNetOptions
        {
            Dim = 16,
            Padding = PaddingArithmetic.AsPublished,
            Speaker = hasSpeaker ? "speaker" : "",
            Attention = new Part<IReferenceAttention, AttentionSite>(
                "linear", site => new LinearAttention(new() { Heads = 4, Features = 32 }, site)),
            Gate = Estimators.Gate("always")
        };
        var unet = new UNet(options, new EstimatorContext(80, [new Condition("speaker", 80)], new(), ["_", "x"]));
        Fixture.Load(unet, fixture
            .Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)
                && !entry.Key.StartsWith(Perceptron, StringComparison.Ordinal))
            .Select(entry => (GradTtsEstimatorNames.FromOfficial(entry.Key[Prefix.Length..]), entry.Value)));
        return unet;
    }

    private static EstimatorInput Question(Dictionary<string, Tensor> fixture)
    {
        var mask = fixture["mask"].squeeze(1).to(ScalarType.Bool);
        var conditions = new Dictionary<string, Tensor>();
        if (fixture.TryGetValue("speakers", out var speakers))
            conditions["speaker"] = Layer(2, nn.functional.mish(Layer(0, speakers))).unsqueeze(2); // [B, M, 1]
        var reference = new ConditionedReference(conditions.GetValueOrDefault("speaker") ?? zeros(2, 80, 1),
            ones(2, 1, dtype: ScalarType.Bool), zeros(2, 1, dtype: int64), conditions);
        return new(fixture["mu"], fixture["mu"], zeros(2), mask, mask.to(int64), reference);

        Tensor Layer(int index, Tensor values) => nn.functional.linear(
            values, fixture[$"{Perceptron}{index}.weight"], fixture[$"{Perceptron}{index}.bias"]);
    }
}
