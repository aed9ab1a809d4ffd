using Melange.Host.TensorFiles;
using Melange.Testing;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Melange.Plugins.Tests.Encoders;

public sealed class GradTtsEncoderTests : EncoderConformance
{
    private const string Prefix = "weights.";
    private static readonly GradTtsEncoderOptions SmallOptions =
        new() { Channels = 12, FilterChannels = 10, DurationChannels = 9, Heads = 1, Layers = 2 };
    private static readonly Condition[] Known = [new("speaker", 7), new("emotion", 5)];

    protected override ITextEncoder Build(EncoderContext context)
    {
        var encoder = new GradTtsEncoder(SmallOptions with { Conditions = ["emotion"], Heads = 2 }, context);
        OpenPrenet(encoder); // it starts at 0, which hides what stands before
        return encoder;
    }

    [Fact]
    public void Encode_OfficialWeights_EqualsTheOfficialEncoder()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/grad_tts_encoder.safetensors");
        using var encoder = Official(fixture);

        var encoded = encoder.Encode(Text(fixture));

        var meanError = (encoded.Mean - fixture["mu"]).abs().max().item<float>();
        var durationError = (encoded.LogDurations - fixture["logw"].squeeze(1)).abs().max().item<float>();
        Assert.True(meanError < 1e-4, $"largest error of the mean {meanError}"); // float32, three layers
        Assert.True(durationError < 1e-4, $"largest error of the log-durations {durationError}");
    }

    [Theory, InlineData(1), InlineData(3), InlineData(12)]
    public void Encode_LongerPadding_LeavesRealPhonemesAsTheyAre(int length)
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/grad_tts_encoder.safetensors");
        using var encoder = Official(fixture);
        OpenPrenet(encoder);
        var phonemes = fixture["ids"][..1, ..length];
        var padded = functional.pad(phonemes, (0, 9));

        var alone = encoder.Encode(new(phonemes, ones_like(phonemes, dtype: @bool), NoConditions));
        var among = encoder.Encode(new(padded, arange(length + 9).lt(length).unsqueeze(0), NoConditions));

        Assert.True(among.Mean[.., .., ..length].allclose(alone.Mean, rtol: 0, atol: 1e-5)); // order of float32 sums
        Assert.True(among.LogDurations[.., ..length].allclose(alone.LogDurations, rtol: 0, atol: 1e-5));
        Assert.Equal(0f, among.Mean[.., .., length..].abs().max().item<float>());
        Assert.Equal(0f, among.LogDurations[.., length..].abs().max().item<float>());
    }

    [Fact]
    public void Encode_OtherPhonemesInThePadding_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/grad_tts_encoder.safetensors");
        using var encoder = Official(fixture);
        OpenPrenet(encoder);
        var text = Text(fixture);
        var noisy = text with { Phonemes = text.Phonemes.where(text.Mask, full_like(text.Phonemes, 39)) };

        var expected = encoder.Encode(text);
        var actual = encoder.Encode(noisy);

        Assert.True(actual.Mean.equal(expected.Mean).all().item<bool>());
        Assert.True(actual.LogDurations.equal(expected.LogDurations).all().item<bool>());
    }

    [Fact]
    public void Encode_Durations_SendNoGradientBeyondTheirPredictor()
    {
        using var scope = NewDisposeScope();
        using var encoder = Small();

        encoder.Encode(Text()).LogDurations.sum().backward();

        var reached = encoder.named_parameters()
            .Where(pair => pair.parameter.grad is not null).Select(pair => pair.name);
        Assert.All(reached, name => Assert.StartsWith("durations.", name));
        Assert.NotEmpty(reached);
    }

    [Fact]
    public void Encode_AnotherSpeaker_GivesAnotherMean()
    {
        using var scope = NewDisposeScope();
        using var encoder = Small("speaker", "emotion");
        encoder.eval();
        var text = Text();
        var others = new Dictionary<string, Tensor>(text.Conditions) { ["speaker"] = zeros(2, 7) };

        var first = encoder.Encode(text);
        var second = encoder.Encode(text with { Conditions = others });

        Assert.Equal([2L, 11, 6], first.Mean.shape);
        Assert.Equal([2L, 6], first.LogDurations.shape);
        Assert.False(second.Mean.allclose(first.Mean));
    }

    [Fact]
    public void Encode_SameSeedInTraining_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();
        using var encoder = Small();
        var text = Text();

        manual_seed(3);
        var first = encoder.Encode(text).Mean;
        var other = encoder.Encode(text).Mean;
        manual_seed(3);
        var again = encoder.Encode(text).Mean;

        Assert.True(again.equal(first).all().item<bool>());
        Assert.False(other.equal(first).all().item<bool>());
    }

    [Fact]
    public void Encode_Done_LeavesOnlyItsResult()
    {
        using var scope = NewDisposeScope();
        using var encoder = Small("speaker");
        encoder.eval();
        using var quiet = no_grad();
        var text = Text();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        encoder.Encode(text);

        Assert.Equal(before + 2, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void StateDict_TwoLayers_HasTheNamesThatCheckpointsHold()
    {
        using var encoder = Small();

        var names = encoder.state_dict().Keys;

        Assert.Contains("embedding.weight", names);
        Assert.Contains("prenet.convolutions.0.weight", names);
        Assert.Contains("layers.1.attention.relativeKeys", names);
        Assert.Contains("layers.1.feedForward.widen.bias", names);
        Assert.Contains("durations.secondNorm.gain", names);
        Assert.Equal(1 + 14 + 2 * 18 + 2 + 10, names.Count);
    }

    [Fact]
    public void Construct_UnknownCondition_ListsTheKnown()
    {
        var thrown = Assert.Throws<OptionsException>(() => Small("speeker"));

        Assert.Equal(
            "Conditions must be among the run's conditions, but was 'speeker'. Known: speaker, emotion.",
            thrown.Message);
    }

    [Fact]
    public void Construct_HeadsDoNotDivideTheWidth_StatesTheSum()
    {
        var thrown = Assert.Throws<OptionsException>(
            () => new GradTtsEncoder(new() { Conditions = ["speaker"] }, SmallContext));

        Assert.Equal(
            "Heads must divide the transformer's width 199 (Channels 192 + Conditions 7), but was 2. Fit: 1, 199.",
            thrown.Message);
    }

    [Fact]
    public void Encode_ConditionMissing_NamesIt()
    {
        using var scope = NewDisposeScope();
        using var encoder = Small("speaker");
        var text = Text() with { Conditions = NoConditions };

        var thrown = Assert.Throws<ArgumentException>(() => encoder.Encode(text));

        Assert.Equal("text.Conditions must hold 'speaker', but was [].", thrown.Message);
    }

    [Fact]
    public void Encode_MaskOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        using var encoder = Small();
        var text = Text() with { Mask = ones(2, 5, dtype: @bool) };

        var thrown = Assert.Throws<TensorShapeException>(() => encoder.Encode(text));

        Assert.Equal("text.Mask must be [B=2, P=6], but was [2, 5].", thrown.Message);
    }

    private static EncoderContext SmallContext => new(PhonemeCount: 13, Bins: 11, Known);

    private static Dictionary<string, Tensor> NoConditions => [];

    private static GradTtsEncoder Small(params string[] conditions) =>
        new(SmallOptions with { Conditions = conditions }, SmallContext);

    private static TextBatch Text()
    {
        var random = new Generator(5);
        var conditions = Known.ToDictionary(known => known.Name, known => randn(2, known.Width, generator: random));
        return new(randint(1, 13, [2, 6], dtype: int64, generator: random), ones(2, 6, dtype: @bool), conditions);
    }

    private static TextBatch Text(Dictionary<string, Tensor> fixture) =>
        new(fixture["ids"], fixture["mask"].to(@bool), NoConditions);

    private static GradTtsEncoder Official(Dictionary<string, Tensor> fixture)
    {
        var sizes = new GradTtsEncoderOptions { Channels = 32, FilterChannels = 48, DurationChannels = 24 };
        var encoder = new GradTtsEncoder(sizes with { Layers = 3 }, new(PhonemeCount: 40, Bins: 80, Known));
        var weights = fixture.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(pair => GradTtsEncoderNames.FromOfficial(pair.Key[Prefix.Length..]), pair => pair.Value);
        encoder.load_state_dict(weights, strict: true);
        encoder.eval();
        return encoder;
    }

    /// <summary>The fixture's prenet adds nothing, its projection being zero: padding could hide there.</summary>
    private static void OpenPrenet(GradTtsEncoder encoder)
    {
        using var quiet = no_grad();
        foreach (var (name, parameter) in encoder.named_parameters())
            if (name.StartsWith("prenet.toResidual", StringComparison.Ordinal))
                parameter.normal_(generator: new Generator(3));
    }
}
