using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any text encoder; derive a test class from it and build yours.</summary>
public abstract class EncoderConformance
{
    private const double Tolerance = 1e-5; // float32 sums of some hundred terms near 1
    private const int Batch = 2;
    private const int Length = 7;
    private const int Padding = 3;

    /// <summary>What the encoder is built for: 9 phoneme ids, 5 bins, conditions of 6 and 4 features; override it where
    /// that does not suit.</summary>
    protected virtual EncoderContext Context { get; } =
        new(PhonemeCount: 9, Bins: 5, [new("speaker", 6), new("emotion", 4)]);

    /// <summary>Builds the encoder under test.</summary>
    protected abstract ITextEncoder Build(EncoderContext context);

    /// <summary>A prior mean and a duration for each phoneme, all finite.</summary>
    [Fact]
    public void Encode_AnyText_GivesFiniteMeansAndDurationsOfEachPhoneme()
    {
        using var scope = NewDisposeScope();

        var (mean, durations) = Encode(Built(), Example());

        Assert.Equal([Batch, Context.Bins, Length], mean.shape);
        Assert.Equal([Batch, Length], durations.shape);
        Assert.True(mean.isfinite().all().item<bool>(), "The mean holds NaN or infinity.");
        Assert.True(durations.isfinite().all().item<bool>(), "The log-durations hold NaN or infinity.");
    }

    /// <summary>Padding is zero in both.</summary>
    [Fact]
    public void Encode_AnyText_IsZeroInPadding()
    {
        using var scope = NewDisposeScope();
        var text = Example();
        var padding = text.Mask.logical_not();

        var (mean, durations) = Encode(Built(), text);

        Assert.True(mean.masked_select(padding.unsqueeze(1)).eq(0).all().item<bool>(), "The mean is not zero there.");
        Assert.True(durations.masked_select(padding).eq(0).all().item<bool>(), "The log-durations are not zero there.");
    }

    /// <summary>Real phonemes are encoded alike, whatever stands behind them.</summary>
    [Fact]
    public void Encode_MorePadding_LeavesRealPhonemesAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var (encoder, text) = (Built(), Example());
        var longer = text with
        {
            Phonemes = nn.functional.pad(text.Phonemes, (0, Padding)),
            Mask = nn.functional.pad(text.Mask, (0, Padding))
        };

        var ((mean, durations), (paddedMean, paddedDurations)) = (Encode(encoder, text), Encode(encoder, longer));

        TensorAssert.Close(mean, paddedMean.narrow(2, 0, Length), Tolerance);
        TensorAssert.Close(durations, paddedDurations.narrow(1, 0, Length), Tolerance);
    }

    /// <summary>Results are tensors of their own: to dispose of the inputs does not end them.</summary>
    [Fact]
    public void Encode_InputsDisposedOfAfterwards_KeepsItsResults()
    {
        using var scope = NewDisposeScope();
        var text = Example();
        var (mean, durations) = Encode(Built(), text);

        foreach (var tensor in Tensors(text))
            tensor.Dispose();

        Assert.False(mean.IsInvalid);
        Assert.False(durations.IsInvalid);
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Encode_AnyText_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var text = Example();

        TensorAssert.Unchanged(Tensors(text), () => Encode(Built(), text));
    }

    /// <summary>Nothing is drawn outside training: the same text gives the same.</summary>
    [Fact]
    public void Encode_Again_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();
        var (encoder, text) = (Built(), Example());

        var ((mean, durations), again) = (Encode(encoder, text), Encode(encoder, text));

        TensorAssert.SameBits(mean, again.Mean);
        TensorAssert.SameBits(durations, again.LogDurations);
    }

    /// <summary>Only the results outlive a call.</summary>
    [Fact]
    public void Encode_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var (encoder, text) = (Built(), Example());

        TensorAssert.NoneLeftBehind(() =>
        {
            var (mean, durations) = encoder.Encode(text);
            mean.Dispose();
            durations.Dispose();
        });
    }

    /// <summary>Every weight learns, from the prior or from the durations.</summary>
    [Fact]
    public void Encode_Backwards_GivesEveryParameterAFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var encoder = Built();
        var (mean, durations) = encoder.Encode(Example());

        var loss = mean.square().sum() + durations.square().sum();
        if (loss.requires_grad)
            loss.backward();

        TensorAssert.GradientsReachAll(encoder);
    }

    /// <summary>What the durations learn changes no weight of the prior.</summary>
    [Fact]
    public void Encode_DurationsBackwards_ReachNoWeightOfThePrior()
    {
        using var scope = NewDisposeScope();
        if (Built() is not nn.Module module)
            return;
        var encoder = (ITextEncoder)module;

        var ofPrior = Reached(module, encoder.Encode(Example()).Mean);
        var ofDurations = Reached(module, encoder.Encode(Example()).LogDurations);

        Assert.Empty(ofPrior.Intersect(ofDurations));
    }

    /// <summary>Phonemes and mask that do not fit each other are refused.</summary>
    [Fact]
    public void Encode_InputsThatDoNotFit_Throws()
    {
        using var scope = NewDisposeScope();
        var (encoder, text) = (Built(), Example());
        TextBatch[] misfits =
        [
            text with { Mask = text.Mask.narrow(1, 0, Length - 1) },
            text with { Mask = text.Mask.narrow(0, 0, 1) },
            text with { Phonemes = text.Phonemes[0] }
        ];

        Assert.All(misfits, misfit => Assert.Throws<TensorShapeException>(() => Encode(encoder, misfit)));
    }

    /// <summary>Weights of one build fit another, by name, and make it give the same.</summary>
    [Fact]
    public void Build_Twice_TakesTheWeightsOfTheFirst() =>
        WeightsAssert.FitAnotherBuild(() => Build(Context), encoder =>
        {
            var (mean, durations) = Encode(encoder, Example());
            return [mean, durations];
        });

    /// <summary>A seed decides every weight, and every module is registered, so that it is trained and saved.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(Context));

    /// <summary>Two texts; the last two phonemes of item 1 are padding.</summary>
    protected TextBatch Example()
    {
        using var random = new Generator(5);
        var mask = arange(Length).unsqueeze(0).lt(tensor(new long[] { Length, Length - 2 }).unsqueeze(1)); // [B, P]
        var phonemes = randint(1, Context.PhonemeCount, [Batch, Length], dtype: int64, generator: random) * mask;
        var conditions = Context.Conditions.ToDictionary(
            condition => condition.Name, condition => randn([Batch, condition.Width], generator: random));
        return new(phonemes, mask, conditions);
    }

    private ITextEncoder Built()
    {
        manual_seed(1);
        var encoder = Build(Context);
        (encoder as nn.Module)?.eval();
        return encoder;
    }

    private static EncodedText Encode(ITextEncoder encoder, TextBatch text)
    {
        using var off = no_grad();
        return encoder.Encode(text);
    }

    private static Tensor[] Tensors(TextBatch text) => [text.Phonemes, text.Mask, .. text.Conditions.Values];

    private static List<string> Reached(nn.Module module, Tensor output)
    {
        module.zero_grad();
        output.square().sum().backward();
        return [.. module.named_parameters()
            .Where(entry => entry.parameter.grad is { } gradient && gradient.ne(0).any().item<bool>())
            .Select(entry => entry.name)];
    }
}
