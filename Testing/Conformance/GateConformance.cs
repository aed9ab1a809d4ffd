using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any gate; derive a test class from it and build yours.</summary>
public abstract partial class GateConformance
{
    private const double Tolerance = 1e-5; // a blend of two float32 values near 1

    /// <summary>Whether it chooses between the states and never blends them; false if not said.</summary>
    /// <remarks>What it does not choose then counts for nothing, not even where it is NaN.</remarks>
    protected virtual bool IsHard => false;

    /// <summary>What the gate is built for: a site of 3 channels and 4 bins, ten phonemes, three of them vowels;
    /// override it where that does not suit.</summary>
    /// <remarks>At least ten phonemes.</remarks>
    protected virtual GateContext Context { get; } = GateExample.Context;

    /// <summary>Builds the gate under test for a site and an inventory.</summary>
    protected abstract IGate Build(GateContext context);

    /// <summary>Pairs are true or false for each target frame and reference frame.</summary>
    [Fact]
    public void AllowedPairs_AnyMatch_AreBoolsOfTargetByReference()
    {
        using var scope = NewDisposeScope();

        var pairs = Built().AllowedPairs(GateExample.For(Context).Match);

        Assert.Equal(ScalarType.Bool, pairs.dtype);
        Assert.Equal([GateExample.Batch, GateExample.Frames, GateExample.References], pairs.shape);
    }

    /// <summary>The blend has the shape of the hidden state, and every entry is finite.</summary>
    [Fact]
    public void Blend_AnyInput_GivesFiniteOutputOfHiddensShape()
    {
        using var scope = NewDisposeScope();
        var example = GateExample.For(Context);

        var output = Blend(Built(), example).Output;

        Assert.Equal(example.Hidden.shape, output.shape);
        Assert.True(output.isfinite().all().item<bool>(), "The output holds NaN or infinity.");
    }

    /// <summary>Openness is a share for each target frame.</summary>
    [Fact]
    public void Blend_AnyInput_GivesAnOpennessFromZeroToOneForEachFrame()
    {
        using var scope = NewDisposeScope();
        var example = GateExample.For(Context);

        var openness = Blend(Built(), example).Openness;

        Assert.Equal([GateExample.Batch, GateExample.Frames], openness.shape);
        Assert.Equal(example.Hidden.dtype, openness.dtype);
        Assert.True(openness.ge(0).logical_and(openness.le(1)).all().item<bool>(), "An openness lies outside [0, 1].");
    }

    /// <summary>A real frame keeps the hidden state at openness 0, and takes the attended one at 1.</summary>
    [Fact]
    public void Blend_FrameFullyClosedOrOpen_IsHiddenOrAttendedBitForBit()
    {
        using var scope = NewDisposeScope();
        var example = GateExample.For(Context);

        var (output, openness) = Blend(Built(), example);

        AssertSameBitsIn(FramesOf(example, openness, 0), example.Hidden, output);
        AssertSameBitsIn(FramesOf(example, openness, 1), example.Attended, output);
    }

    /// <summary>Of a hard gate, nothing of the attended state enters a closed frame, whatever it holds.</summary>
    [Fact]
    public void Blend_AttendedIsNaNBeforeAHardGate_KeepsClosedFramesBitForBit()
    {
        using var scope = NewDisposeScope();
        var example = GateExample.For(Context);
        var spoilt = example with { Attended = full_like(example.Attended, double.NaN) };

        var (output, openness) = Blend(Built(), spoilt);

        if (IsHard)
            AssertSameBitsIn(FramesOf(example, openness, 0), example.Hidden, output);
    }

    /// <summary>It is the values that count, not how they lie in memory.</summary>
    [Fact]
    public void Blend_StatesWithChannelsLast_GivesTheSameOutput()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);

        TensorAssert.Close(Blend(gate, example).Output, Blend(gate, example.InChannelsLast()).Output, Tolerance);
    }

    /// <summary>The results are tensors of their own: to dispose of the inputs does not end them.</summary>
    [Fact]
    public void Blend_InputsDisposedOfAfterwards_KeepsItsResults()
    {
        using var scope = NewDisposeScope();
        var example = GateExample.For(Context);
        var (output, openness) = Blend(Built(), example);

        foreach (var tensor in example.Tensors)
            tensor.Dispose();

        Assert.False(output.IsInvalid);
        Assert.False(openness.IsInvalid);
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Blend_AnyInput_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);

        TensorAssert.Unchanged(example.Tensors, () => gate.AllowedPairs(example.Match));
        TensorAssert.Unchanged(example.Tensors, () => Blend(gate, example));
    }

    /// <summary>Only the results outlive a call.</summary>
    [Fact]
    public void AllowedPairsAndBlend_Repeated_LeaveNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);

        TensorAssert.NoneLeftBehind(() => gate.AllowedPairs(example.Match).Dispose());
        TensorAssert.NoneLeftBehind(() =>
        {
            var (output, openness) = gate.Blend(example.Hidden, example.Attended, example.Match);
            output.Dispose();
            openness.Dispose();
        });
    }

    /// <summary>An attended state of other length than the hidden one is refused by name.</summary>
    [Fact]
    public void Blend_AttendedOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var (channels, bins) = (Context.Site.Channels, Context.Site.Bins);
        var example = GateExample.For(Context);

        var fault = Assert.Throws<TensorShapeException>(
            () => Blend(Built(), example with { Attended = zeros(2, channels, bins, 6) }));

        Assert.Equal($"attended must be [B=2, C={channels}, M={bins}, T=5], but was [2, {channels}, {bins}, 6].",
            fault.Message);
    }

    /// <summary>A mask of other length than the hidden state is refused by name.</summary>
    [Fact]
    public void Blend_MaskOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var example = GateExample.For(Context);
        var shorter = example.Match with { TargetMask = ones(2, 4, dtype: ScalarType.Bool) };

        var fault = Assert.Throws<TensorShapeException>(() => Blend(Built(), example with { Match = shorter }));

        Assert.Equal("match.TargetMask must be [B=2, T=5], but was [2, 4].", fault.Message);
    }

    /// <summary>A seed decides every weight, and every module is registered, so that it is trained and saved.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(Context));

    private IGate Built()
    {
        manual_seed(1);
        return Build(Context);
    }

    private static GateDecision Blend(IGate gate, GateExample example)
    {
        using var off = no_grad();
        return gate.Blend(example.Hidden, example.Attended, example.Match);
    }

    // The real frames of an openness, [B, 1, 1, T].
    private static Tensor FramesOf(GateExample example, Tensor openness, double value) =>
        openness.eq(value).logical_and(example.Match.TargetMask).unsqueeze(1).unsqueeze(1);

    private static void AssertSameBitsIn(Tensor frames, Tensor expected, Tensor actual)
    {
        var others = frames.logical_not();
        TensorAssert.SameBits(expected.masked_fill(others, 0), actual.masked_fill(others, 0));
    }
}
