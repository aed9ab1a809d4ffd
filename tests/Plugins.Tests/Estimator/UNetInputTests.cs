using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>What the network makes of its inputs: channels, lengths, batches, and what its output stands for.</summary>
public sealed class UNetInputTests
{
    private const double Tolerance = 1e-4; // float32 through some forty layers

    [Theory, InlineData("f2f", 1), InlineData("f2b", 2), InlineData("linear", 3), InlineData("f2f", 5)]
    public void Score_FewFrames_IsThatOfALongerPaddedInput(string attention, int frames)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var unet = Estimators.Small(attention, seed: 7);
        var whole = Estimators.Input(batch: 2, frames: 23, references: 17);
        var input = Cut(whole, frames);
        var padded = Cut(whole, 16) with { TargetMask = nn.functional.pad(input.TargetMask, (0, 16 - frames)) };

        var score = unet.Score(input);

        Assert.Equal([2, 8, frames], score.shape);
        TensorAssert.Close(unet.Score(padded).narrow(2, 0, frames), score, Tolerance);
    }

    [Theory, InlineData("f2f"), InlineData("f2b"), InlineData("linear")]
    public void Score_ItemAlone_IsWhatItWasInTheBatch(string attention)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var unet = Estimators.Small(attention, seed: 7);
        var input = Estimators.Input(batch: 3, frames: 22, references: 17); // only the last item has padding

        var score = unet.Score(input);

        for (var item = 0; item < 3; item++)
            TensorAssert.Close(score.narrow(0, item, 1), unet.Score(Item(input, item)), Tolerance);
    }

    [Fact]
    public void Score_AnyInput_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var unet = Estimators.Small("f2b", seed: 7);
        var input = Estimators.Input(batch: 2, frames: 22, references: 17);
        var reference = input.Reference;

        TensorAssert.Unchanged(
            [input.Noisy, input.Mean, input.Time, input.TargetMask, input.TargetPhonemes,
                reference.Features, reference.Mask, reference.Phonemes, reference.Conditions["speaker"]],
            () => unet.Score(input));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Score_ChannelWithoutWeights_IsBlindToMeanNoisyOrSpeaker(int channel)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var unet = Estimators.Small("linear", seed: 7); // sees the reference through the speaker's channel only
        var input = Estimators.Input(batch: 2, frames: 12, references: 9);
        var other = Overwritten(input, channel);
        var seen = TensorAssert.LargestDifference(unet.Score(input), unet.Score(other));

        foreach (var name in new[] { "down.0.first.first.convolution.weight", "down.0.first.shortcut.weight" })
            unet.state_dict()[name].select(1, channel).zero_();

        Assert.True(seen > 1e-3, $"Channel {channel} was not seen before.");
        TensorAssert.SameBits(unet.Score(input), unet.Score(other));
    }

    [Fact]
    public void Score_NoSpeakerNamed_HasTwoChannelsAndIsBlindToIt()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var unet = new UNet(Estimators.Options("linear") with { Speaker = "" }, Estimators.Context);
        var input = Estimators.Input(batch: 2, frames: 12, references: 9);

        Assert.Equal([8, 2, 3, 3], unet.state_dict()["down.0.first.first.convolution.weight"].shape);
        TensorAssert.SameBits(unet.Score(input), unet.Score(Overwritten(input, 2)));
    }

    [Fact]
    public void Score_Correction_IsWhatTheOutputAddsToTheScoreOfThePrior()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var options = Estimators.Options("f2f");
        var weights = Estimators.Small("f2f", seed: 7);
        var input = Estimators.Input(batch: 2, frames: 22, references: 17);

        var output = weights.Score(input);
        var score = Estimators.Alike(weights, options with { Prediction = ScorePrediction.Correction }).Score(input);

        var time = input.Time.to(float64);
        var spread = (1 - (-(0.05 * time + 0.5 * 19.95 * time * time)).exp()).sqrt().view(-1, 1, 1);
        var expected = (input.Mean - input.Noisy - output / spread) * input.TargetMask.unsqueeze(1);
        TensorAssert.Close(expected, score, Tolerance);
    }

    [Fact]
    public void Score_InputsOfOtherSizes_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var unet = Estimators.Small("f2f", seed: 7);
        var input = Estimators.Input(batch: 2, frames: 12, references: 9);
        var reference = input.Reference;
        EstimatorInput[] misfits =
        [
            input with { Noisy = zeros(2, 6, 12) }, input with { Time = zeros(3) },
            input with { TargetMask = zeros(2, 11, dtype: ScalarType.Bool) },
            input with { TargetPhonemes = zeros(2, 13, dtype: int64) },
            input with { Reference = reference with { Features = zeros(2, 13, 9) } },
            input with { Reference = reference with { Mask = zeros(2, 8, dtype: ScalarType.Bool) } },
            input with { Reference = reference with { Phonemes = zeros(1, 9, dtype: int64) } }
        ];

        var messages = misfits.Select(misfit => Assert.Throws<TensorShapeException>(() => unet.Score(misfit)).Message);

        Assert.Equal(
            [
                "noisy must be [B, M=8, T], but was [2, 6, 12].", "time must be [B=2], but was [3].",
                "targetMask must be [B=2, T=12], but was [2, 11].",
                "targetPhonemes must be [B=2, T=12], but was [2, 13].",
                "reference must be [B=2, D=14, R], but was [2, 13, 9].",
                "referenceMask must be [B=2, R=9], but was [2, 8].",
                "referencePhonemes must be [B=2, R=9], but was [1, 9]."
            ],
            messages);
    }

    private static EstimatorInput Cut(EstimatorInput input, long frames) => input with
    {
        Noisy = input.Noisy.narrow(2, 0, frames),
        Mean = input.Mean.narrow(2, 0, frames),
        TargetMask = input.TargetMask.narrow(1, 0, frames),
        TargetPhonemes = input.TargetPhonemes.narrow(1, 0, frames)
    };

    private static EstimatorInput Item(EstimatorInput input, int item)
    {
        var reference = new ConditionedReference(
            Only(input.Reference.Features), Only(input.Reference.Mask), Only(input.Reference.Phonemes),
            input.Reference.Conditions.ToDictionary(entry => entry.Key, entry => Only(entry.Value)));
        return new(Only(input.Noisy), Only(input.Mean), Only(input.Time), Only(input.TargetMask),
            Only(input.TargetPhonemes), reference);

        Tensor Only(Tensor tensor) => tensor.narrow(0, item, 1);
    }

    private static EstimatorInput Overwritten(EstimatorInput input, int channel)
    {
        var conditions = new Dictionary<string, Tensor> { ["speaker"] = input.Reference.Conditions["speaker"] + 1 };
        return channel switch
        {
            0 => input with { Mean = input.Mean + 1 },
            1 => input with { Noisy = input.Noisy + 1 },
            _ => input with { Reference = input.Reference with { Conditions = conditions } }
        };
    }
}
