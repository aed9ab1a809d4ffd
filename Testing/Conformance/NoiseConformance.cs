using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any starting noise; derive a test class from it and build yours.</summary>
public abstract class NoiseConformance
{
    /// <summary>Builds the noise under test.</summary>
    protected abstract INoise Build(NoiseContext context);

    /// <summary>The noise has the mean's shape and type, and every entry is finite.</summary>
    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.Float64)]
    public void Draw_AnyType_GivesFiniteNoiseOfTheMeansShapeAndType(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var example = NoiseExample.Create(type);

        var noise = Draw(example);

        Assert.Equal(example.Input.Mean.shape, noise.shape);
        Assert.Equal(type, noise.dtype);
        Assert.True(noise.isfinite().all().item<bool>(), "The noise holds NaN or infinity.");
    }

    /// <summary>It is noise in every real frame, and zero in padding.</summary>
    [Fact]
    public void Draw_AnyInput_IsZeroOutsideTheMaskAlone()
    {
        using var scope = NewDisposeScope();
        var example = NoiseExample.Create();

        var noise = Draw(example);

        TensorAssert.SameBits(example.Input.TargetMask.unsqueeze(1).expand(noise.shape), noise.ne(0));
    }

    /// <summary>The generator's seed decides every bit; another one gives other noise.</summary>
    [Fact]
    public void Draw_SameSeed_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();

        var (noise, again, other) = (Draw(NoiseExample.Create()), Draw(NoiseExample.Create()),
            Draw(NoiseExample.Create(seed: 2)));

        TensorAssert.SameBits(noise, again);
        Assert.False(noise.eq(other).all().item<bool>(), "The generator is not used.");
    }

    /// <summary>Items do not see each other, not even NaN.</summary>
    [Fact]
    public void Draw_OtherItemOverwritten_GivesTheItemTheSameBits()
    {
        using var scope = NewDisposeScope();

        var noise = Draw(NoiseExample.Create().WithSecondItemOverwritten());

        TensorAssert.SameBits(Draw(NoiseExample.Create())[0], noise[0]);
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Draw_AnyInput_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var example = NoiseExample.Create();

        TensorAssert.Unchanged(example.Tensors, () => Draw(example));
    }

    /// <summary>The noise is a tensor of its own: to dispose of the inputs does not end it.</summary>
    [Fact]
    public void Draw_InputsDisposedOfAfterwards_KeepsItsNoise()
    {
        using var scope = NewDisposeScope();
        var example = NoiseExample.Create();
        var noise = Draw(example);

        foreach (var tensor in example.Tensors)
            tensor.Dispose();

        Assert.False(noise.IsInvalid);
    }

    /// <summary>Only the noise outlives a call.</summary>
    [Fact]
    public void Draw_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var (example, noise) = (NoiseExample.Create(), Build(new(NoiseExample.Schedule)));

        TensorAssert.NoneLeftBehind(() => noise.Draw(example.Input).Dispose());
    }

    /// <summary>A mask of other length than the mean is refused by name.</summary>
    [Fact]
    public void Draw_MaskOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var example = NoiseExample.Create();
        var longer = example with { Input = example.Input with { TargetMask = ones(2, 8, dtype: ScalarType.Bool) } };

        var fault = Assert.Throws<TensorShapeException>(() => Draw(longer));

        Assert.Equal("targetMask must be [B=2, T=7], but was [2, 8].", fault.Message);
    }

    /// <summary>A seed decides every weight, if it has any, and every module is registered.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(new(NoiseExample.Schedule)));

    private Tensor Draw(NoiseExample example)
    {
        using var off = no_grad();
        return Build(new(NoiseExample.Schedule)).Draw(example.Input);
    }
}
