using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any conditioner; derive a test class from it and build yours.</summary>
public abstract class ConditionerConformance
{
    private const double Tolerance = 1e-5; // float32 sums of some hundred terms near 1
    private const int Batch = 2;
    private const int References = 6;

    /// <summary>What the conditioner is built for: 5 bins, 3 speakers, 4 emotions; override it where that does not
    /// suit.</summary>
    /// <remarks>At least 3 speakers and 4 emotions; as many bins as its format.</remarks>
    protected virtual ConditionerContext Context { get; } =
        new(Bins: 5, Speakers: ["ann", "bob", "eve"], Emotions: ["angry", "calm", "happy", "sad"])
        {
            Format = new() { Bins = 5 }
        };

    /// <summary>Builds the conditioner under test.</summary>
    protected abstract IConditioner Build(ConditionerContext context);

    /// <summary>As many features as it says for each reference frame, all finite.</summary>
    [Fact]
    public void Condition_AnyReference_GivesWidthFiniteFeaturesAFrame()
    {
        using var scope = NewDisposeScope();
        var conditioner = Built();

        var features = Condition(conditioner, Example());

        Assert.Equal([Batch, conditioner.Width, References], features.shape);
        Assert.True(features.isfinite().all().item<bool>(), "The features hold NaN or infinity.");
    }

    /// <summary>The features are a tensor of their own: to dispose of the inputs does not end it.</summary>
    [Fact]
    public void Condition_InputsDisposedOfAfterwards_KeepsItsFeatures()
    {
        using var scope = NewDisposeScope();
        var reference = Example();
        var features = Condition(Built(), reference);

        foreach (var tensor in Tensors(reference))
            tensor.Dispose();

        Assert.False(features.IsInvalid);
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Condition_AnyReference_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var reference = Example();

        TensorAssert.Unchanged(Tensors(reference), () => Condition(Built(), reference));
    }

    /// <summary>An item gives the same alone as beside others.</summary>
    [Fact]
    public void Condition_ItemAlone_GivesWhatItGaveInTheBatch()
    {
        using var scope = NewDisposeScope();
        var conditioner = Built();
        var reference = Example();

        var features = Condition(conditioner, reference);

        for (var item = 0; item < Batch; item++)
            TensorAssert.Close(features.narrow(0, item, 1), Condition(conditioner, Item(reference, item)), Tolerance);
    }

    /// <summary>Only the features outlive a call.</summary>
    [Fact]
    public void Condition_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var conditioner = Built();
        var reference = Example();

        TensorAssert.NoneLeftBehind(() => conditioner.Condition(reference).Dispose());
    }

    /// <summary>Every weight learns.</summary>
    [Fact]
    public void Condition_Backwards_GivesEveryParameterAFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var conditioner = Built();

        var features = conditioner.Condition(Example());
        if (features.requires_grad) // else nothing learns, and there must be no weight that should
            features.square().sum().backward();

        TensorAssert.GradientsReachAll(conditioner);
    }

    /// <summary>A seed decides every weight, and every module is registered, so that it is trained and saved.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(Context));

    /// <summary>References of two items; the last frame of item 1 is padding.</summary>
    protected ReferenceBatch Example()
    {
        using var random = new Generator(5);
        var mask = ones(Batch, References, dtype: ScalarType.Bool);
        mask[1, References - 1] = false;
        var logMel = randn([Batch, Context.Bins, References], generator: random) * mask.unsqueeze(1);
        var phonemes = randint(1, 9, [Batch, References], dtype: int64, generator: random) * mask;
        return new(logMel, mask, phonemes, Speakers: tensor([2L, 0]), Emotions: tensor([1L, 3]))
        {
            Audio = new(Context.Format, [Noise(References, seed: 1), Noise(References - 1, seed: 2)]),
            Style = Context.StyleWidth == 0 ? null
                : randn([Batch, Context.StyleWidth, References], generator: random) * mask.unsqueeze(1)
        };
    }

    /// <summary>Computes features without recording for gradients.</summary>
    protected static Tensor Condition(IConditioner conditioner, ReferenceBatch reference)
    {
        using var off = no_grad();
        return conditioner.Condition(reference);
    }

    private IConditioner Built()
    {
        manual_seed(1);
        return Build(Context);
    }

    private static Tensor[] Tensors(ReferenceBatch reference) =>
        [reference.LogMel, reference.Mask, reference.Phonemes, reference.Speakers, reference.Emotions];

    private static ReferenceBatch Item(ReferenceBatch reference, int item)
    {
        var parts = Tensors(reference).Select(tensor => tensor.narrow(0, item, 1)).ToArray();
        return new(parts[0], parts[1], parts[2], parts[3], parts[4])
        {
            Audio = reference.Audio with { Samples = [reference.Audio.Samples[item]] },
            Style = reference.Style?.narrow(0, item, 1)
        };
    }

    private float[] Noise(int frames, int seed)
    {
        using var random = new Generator((ulong)seed);
        return (rand([frames * Context.Format.HopSamples], generator: random) - 0.5).data<float>().ToArray();
    }
}
