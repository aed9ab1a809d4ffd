using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

public sealed class MatchaDecoderTests
{
    private const string Prefix = "decoder.estimator.";

    [Theory, InlineData("matcha_decoder"), InlineData("matcha_decoder_speakers")]
    public void Score_OfficialWeights_AgreesWithMatchaTts(string name)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read(name);
        var decoder = Official(fixture);
        var mask = fixture["mask"].squeeze(1).to(ScalarType.Bool);

        var velocity = decoder.Score(Question(fixture, fixture["mu"], mask) with
        {
            Noisy = fixture["x"],
            Time = 1 - fixture["t"]
        });

        TensorAssert.Close(fixture["velocity"], velocity, 1e-4);
    }

    [Theory, InlineData("matcha_decoder"), InlineData("matcha_decoder_speakers")]
    public void Sample_OfficialWeights_AgreesWithItsTenSteps(string name)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read(name);
        var (mean, noise) = (fixture["euler10.mu"], fixture["euler10.noise"]);
        var decoder = Official(fixture);
        var mask = ones(1, mean.shape[2], dtype: ScalarType.Bool);
        var question = Question(fixture, mean, mask);
        using var random = new Generator(1);
        var sampler = new EulerSampler(new() { Steps = 10 }, new(new()) { Process = new FlowMatchingProcess(new()) });

        var mel = sampler.Sample(new(noise, mean, mask,
            (noisy, time) => decoder.Score(question with { Noisy = noisy, Time = time }), random));

        TensorAssert.Close(fixture["euler10.mel"], mel, 1e-3);
    }

    [Fact]
    public void Score_TimeScaledAsMuchAsItIsShorter_IsTheSame()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var (input, time) = (Estimators.Input(batch: 2, frames: 9, references: 7), tensor(new[] { 0.75f, 0.5f }));
        var (plain, scaled) = (Tiny(1000), Tiny(4000));
        scaled.load_state_dict(plain.state_dict());

        var score = plain.Score(input with { Time = time });

        TensorAssert.SameBits(score, scaled.Score(input with { Time = 1 - (1 - time) / 4 })); // it sees 1 − t
        Assert.True(TensorAssert.LargestDifference(score, scaled.Score(input with { Time = time })) > 1e-4);

        static MatchaDecoder Tiny(double timeScale)
        {
            var decoder = new MatchaDecoder(new()
            {
                Channels = [8],
                Features = 3,
                TimeScale = timeScale,
                Attention = Estimators.Attention("f2f"),
                Gate = Estimators.Gate("always")
            }, Estimators.Context);
            decoder.eval();
            return decoder;
        }
    }

    private static MatchaDecoder Official(Dictionary<string, Tensor> fixture)
    {
        var hasSpeaker = fixture.ContainsKey("speakers");
        var options = new MatchaOptions
        {
            Channels = [32, 48],
            Heads = 3,
            Features = 8,
            Dropout = 0,
            Speaker = hasSpeaker ? "speaker" : "",
            Padding = PaddingArithmetic.AsPublished,
            Rezero = RezeroMode.None,
            Attention = Estimators.Attention("none"),
            Gate = Estimators.Gate("always")
        };
        var decoder = new MatchaDecoder(
            options, new EstimatorContext(80, [new Condition("speaker", 16)], new(), ["_", "x"]));
        decoder.eval();
        Fixture.Load(decoder, fixture.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(entry => (MatchaEstimatorNames.FromOfficial(entry.Key[Prefix.Length..]), entry.Value)));
        return decoder;
    }

    private static EstimatorInput Question(Dictionary<string, Tensor> fixture, Tensor mean, Tensor mask)
    {
        var batch = mean.shape[0];
        var speaker = fixture.TryGetValue("speakers", out var given)
            ? given.narrow(0, 0, batch).unsqueeze(2) : zeros(batch, 16, 1);         // [B, S, 1]
        return new(mean, mean, zeros(batch), mask, mask.to(int64), new(speaker, ones(batch, 1, dtype: ScalarType.Bool),
            zeros(batch, 1, dtype: int64), new Dictionary<string, Tensor> { ["speaker"] = speaker }));
    }
}
