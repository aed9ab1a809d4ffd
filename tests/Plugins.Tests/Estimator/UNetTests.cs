using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Estimator;

public sealed class UNetTests
{
    private const string OfficialPrefix = "weights.estimator.";

    [Fact]
    public void Score_OfficialWeights_AgreesWithGradTts()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read("grad_tts_decoder");
        var unet = Official(fixture);

        var score = unet.Score(Input(fixture, fixture["x"], fixture["t"]));

        TensorAssert.Close(fixture["score"], score, 1e-4);
    }

    [Theory]
    [InlineData("f2f", 1), InlineData("f2b", 2), InlineData("linear", 3)]
    [InlineData("linear", 100), InlineData("f2b", 41)]
    public void Score_PaddedByFrames_LeavesRealFramesAsTheyWere(string attention, int padding)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var unet = Estimators.Small(attention, seed: 7);
        var input = Estimators.Input(batch: 2, frames: 23, references: 17);
        var longer = input with
        {
            Noisy = nn.functional.pad(input.Noisy, (0, padding), value: 9), // not zero: it is put to the test
            Mean = nn.functional.pad(input.Mean, (0, padding), value: -7),
            TargetMask = nn.functional.pad(input.TargetMask, (0, padding)),
            TargetPhonemes = nn.functional.pad(input.TargetPhonemes, (0, padding))
        };

        var score = unet.Score(input);
        var padded = unet.Score(longer);

        TensorAssert.Close(score, padded.slice(2, 0, 23, 1), 1e-4);
        Assert.Equal(0, padded.slice(2, 23, 23 + padding, 1).abs().max().item<float>());
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Score_ReferencePadded_LeavesTheScoreAsItWas(string attention)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var unet = Estimators.Small(attention, seed: 7);
        var input = Estimators.Input(batch: 2, frames: 23, references: 17);
        var reference = input.Reference with
        {
            Features = nn.functional.pad(input.Reference.Features, (0, 6), value: double.NaN),
            Mask = nn.functional.pad(input.Reference.Mask, (0, 6)),
            Phonemes = nn.functional.pad(input.Reference.Phonemes, (0, 6), value: 2)
        };

        var score = unet.Score(input);
        var padded = unet.Score(input with { Reference = reference });

        TensorAssert.Close(score, padded, 1e-5);
    }

    [Fact]
    public void Score_MeanOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var unet = Estimators.Small("f2f", seed: 7);
        var input = Estimators.Input(batch: 2, frames: 23, references: 17);

        var fault = Assert.Throws<TensorShapeException>(() => unet.Score(input with { Mean = zeros(2, 8, 22) }));

        Assert.Equal("mean must be [B=2, M=8, T=23], but was [2, 8, 22].", fault.Message);
    }

    [Fact]
    public void Constructor_SpeakerThatIsNoCondition_NamesTheKnownOnes()
    {
        var options = Estimators.Options("f2f") with { Speaker = "speakr" };

        var fault = Assert.Throws<OptionsException>(() => new UNet(options, Estimators.Context));

        Assert.Equal("Speaker must name a condition, but was 'speakr'. Known: speaker, melstyle.", fault.Message);
    }

    [Fact]
    public void Score_Repeated_LeavesNoTensorBehind()
    {
        using var off = no_grad();
        using var unet = Estimators.Small("f2b", seed: 7);
        using var scope = NewDisposeScope();
        var input = Estimators.Input(batch: 1, frames: 12, references: 9);
        unet.Score(input).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 3; i++)
            unet.Score(input).Dispose();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static UNet Official(Dictionary<string, Tensor> fixture)
    {
        var options = new UNetOptions
        {
            Dim = 16,
            Padding = PaddingArithmetic.AsPublished,
            Attention = new Part<IReferenceAttention, AttentionSite>(
                "linear", site => new LinearAttention(new() { Heads = 4, Features = 32 }, site)),
            Gate = Estimators.Gate("always")
        };
        var unet = new UNet(options, new EstimatorContext(80, [new Condition("speaker", 80)], new(), ["_", "x"]));
        Fixture.Load(unet, fixture.Where(entry => entry.Key.StartsWith(OfficialPrefix, StringComparison.Ordinal))
            .Select(entry => (GradTtsEstimatorNames.FromOfficial(entry.Key[OfficialPrefix.Length..]), entry.Value)));
        return unet;
    }

    private static EstimatorInput Input(Dictionary<string, Tensor> fixture, Tensor noisy, Tensor times)
    {
        var mask = fixture["mask"].to(ScalarType.Bool);
        var nobody = new ConditionedReference(zeros(2, 80, 1), ones(2, 1, dtype: ScalarType.Bool),
            zeros(2, 1, dtype: int64), new Dictionary<string, Tensor>());
        return new(noisy, fixture["mu"], times, mask, mask.to(int64), nobody);
    }
}
