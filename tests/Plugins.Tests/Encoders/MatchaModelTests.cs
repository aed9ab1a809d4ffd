using Melange.Plugins.Tests.Estimator;
using Melange.Testing;

namespace Melange.Plugins.Tests.Encoders;

/// <summary>The whole of official Matcha-TTS, from ids to mel: encoder, durations, decoder, process and sampler.
/// </summary>
public sealed class MatchaModelTests
{
    private const string Encoder = "encoder.", Decoder = "decoder.estimator.", Speaker = "speaker";

    [Theory, InlineData("matcha_model"), InlineData("matcha_model_speakers")]
    public void Encode_OfficialWeights_EqualsTheOfficialEncoder(string name)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read(name);

        var (encoded, mask) = Encoded(fixture);

        TensorAssert.Close(fixture["out.mu_by_symbol"] * mask.unsqueeze(1), encoded.Mean, 1e-4);
        TensorAssert.Close(fixture["out.log_durations"].squeeze(1) * mask, encoded.LogDurations, 1e-4);
    }

    [Theory, InlineData("matcha_model"), InlineData("matcha_model_speakers")]
    public void Sample_OfficialWeights_GoesFromIdsToTheOfficialMel(string name)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read(name);
        var (encoded, mask) = Encoded(fixture);
        var (noise, decoder) = (fixture["in.noise"], OfficialDecoder(fixture));
        var length = noise.shape[2];                                                    // padded to a multiple of 4

        var frames = (encoded.LogDurations.exp() * mask).ceil().to(int64);              // [B, P]
        var mean = stack([.. Enumerable.Range(0, 2).Select(item => Spread(encoded.Mean[item], frames[item], length))]);
        var real = arange(length).unsqueeze(0).lt(frames.sum(1).unsqueeze(1));          // [B, T+]
        var question = new EstimatorInput(mean, mean, zeros(2), real, real.to(int64), Reference(fixture));
        using var random = new Generator(1);
        var sampler = new EulerSampler(new() { Steps = 10 }, new(new()) { Process = new FlowMatchingProcess(new()) });
        var normal = sampler.Sample(new(noise, mean, real,
            (noisy, time) => decoder.Score(question with { Noisy = noisy, Time = time }), random));

        var mel = (normal * fixture["mel_std"] + fixture["mel_mean"]).narrow(2, 0, fixture["out.mel"].shape[2]);
        Assert.Equal(fixture["out.frames"].data<long>().ToArray(), frames.sum(1).data<long>().ToArray());
        var shown = real.narrow(1, 0, mel.shape[2]).unsqueeze(1);
        TensorAssert.Close(fixture["out.mel"] * shown, mel * shown, 1e-3);
    }

    private static (EncodedText Encoded, Tensor Mask) Encoded(Dictionary<string, Tensor> fixture)
    {
        var ids = fixture["in.ids"];
        var mask = arange(ids.shape[1]).unsqueeze(0).lt(fixture["in.lengths"].unsqueeze(1)); // [B, P]
        var speakers = SpeakersOf(fixture);
        var conditions = new Dictionary<string, Tensor>();
        if (speakers is not null)
            conditions[Speaker] = speakers;
        return (OfficialEncoder(fixture).Encode(new(ids, mask, conditions)), mask);
    }

    // The published model joins the embedding itself.
    private static Tensor? SpeakersOf(Dictionary<string, Tensor> fixture) =>
        fixture.TryGetValue("spk_emb.weight", out var table) ? table.index_select(0, fixture["in.speakers"]) : null;

    private static ConditionedReference Reference(Dictionary<string, Tensor> fixture)
    {
        var speaker = (SpeakersOf(fixture) ?? zeros(2, 16)).unsqueeze(2);               // [B, S, 1]
        return new(speaker, ones(2, 1, dtype: ScalarType.Bool), zeros(2, 1, dtype: int64),
            new Dictionary<string, Tensor> { [Speaker] = speaker });
    }

    private static Tensor Spread(Tensor byPhoneme, Tensor frames, long length)          // [M, P] to [M, T+]
    {
        var mean = byPhoneme.repeat_interleave(frames, 1);
        return nn.functional.pad(mean, (0, length - mean.shape[1]));
    }

    private static MatchaEncoder OfficialEncoder(Dictionary<string, Tensor> fixture)
    {
        var hasSpeakers = fixture.ContainsKey("spk_emb.weight");
        var options = new MatchaEncoderOptions
        {
            Channels = 24,
            FilterChannels = 40,
            DurationChannels = 20,
            Layers = 2,
            Conditions = hasSpeakers ? [Speaker] : []
        };
        var encoder = new MatchaEncoder(options, new(178, 80, [new(Speaker, 16)]));
        encoder.eval();
        Fixture.Load(encoder, Below(fixture, Encoder)
            .Select(entry => (GradTtsEncoderNames.FromOfficial(entry.Name), entry.Value)));
        return encoder;
    }

    private static MatchaDecoder OfficialDecoder(Dictionary<string, Tensor> fixture)
    {
        var options = new MatchaOptions
        {
            Channels = [32, 48],
            Heads = 3,
            Features = 8,
            Dropout = 0,
            Speaker = fixture.ContainsKey("spk_emb.weight") ? Speaker : "",
            Padding = PaddingArithmetic.AsPublished,
            Rezero = RezeroMode.None,
            Attention = Estimators.Attention("none"),
            Gate = Estimators.Gate("always")
        };
        var decoder = new MatchaDecoder(options, new(80, [new(Speaker, 16)], new(), ["_", "x"]));
        decoder.eval();
        Fixture.Load(decoder, Below(fixture, Decoder)
            .Select(entry => (MatchaEstimatorNames.FromOfficial(entry.Name), entry.Value)));
        return decoder;
    }

    private static IEnumerable<(string Name, Tensor Value)> Below(Dictionary<string, Tensor> fixture, string prefix) =>
        fixture.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => (entry.Key[prefix.Length..], entry.Value));
}
