using Xunit;

namespace Melange.Testing;

public abstract partial class ReferenceAttentionConformance
{
    /// <summary>An item gives the same alone as beside others.</summary>
    [Fact]
    public void Attend_ItemAlone_GivesWhatItGaveInTheBatch()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        var output = Attend(attention, example);

        for (var item = 0; item < AttentionExample.Batch; item++)
            TensorAssert.Close(output.narrow(0, item, 1), Attend(attention, example.Item(item)), Tolerance);
    }

    /// <summary>Items do not see each other, not even NaN.</summary>
    [Fact]
    public void Attend_OtherItemsHoldNaN_GivesTheItemTheSame()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        var output = Attend(attention, example);

        for (var item = 0; item < AttentionExample.Batch; item++)
            TensorAssert.Close(output[item], Attend(attention, example.WithOthersOverwritten(item))[item], Tolerance);
    }

    /// <summary>Padded target frames are of no meaning to the real ones.</summary>
    [Fact]
    public void Attend_PaddedTargetFrameOverwritten_LeavesRealFrames()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var real = example.Input.TargetMask.unsqueeze(1).unsqueeze(1);              // [B, 1, 1, T]
        var overwritten = example with { Hidden = where(real, example.Hidden, full_like(example.Hidden, 9)) };

        TensorAssert.Close(Attend(attention, example) * real, Attend(attention, overwritten) * real, Tolerance);
    }

    /// <summary>More padding behind the target changes nothing inside.</summary>
    [Fact]
    public void Attend_TargetPadded_LeavesRealFrames()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var real = example.Input.TargetMask.unsqueeze(1).unsqueeze(1);              // [B, 1, 1, T]

        var padded = Attend(attention, example.WithTargetPadding(2)).narrow(3, 0, AttentionExample.Frames);

        TensorAssert.Close(Attend(attention, example) * real, padded * real, Tolerance);
    }

    /// <summary>More useless frames behind the reference change nothing, whatever they hold.</summary>
    [Fact]
    public void Attend_ReferencePaddedWithNaN_GivesTheSameOutput()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        TensorAssert.Close(Attend(attention, example), Attend(attention, example.WithReferencePadding(3)), Tolerance);
    }

    /// <summary>Reference frames have no order of their own, unless the attention knows positions.</summary>
    [Fact]
    public void Attend_ReferenceFramesPermuted_GivesTheSameOutputUnlessItKnowsPositions()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        var output = Attend(attention, example);
        var permuted = Attend(attention, example.Permuted(tensor([3L, 0, 5, 4, 1, 2])));

        if (KnowsPositions)
            Assert.True(TensorAssert.LargestDifference(output, permuted) > Tolerance, "It knows no positions.");
        else
            TensorAssert.Close(output, permuted, Tolerance);
    }

    /// <summary>A reference frame that nobody may look at counts for nothing, whatever it holds.</summary>
    [Fact]
    public void Attend_UselessReferenceFrameHoldsNaN_GivesTheSameOutput()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        TensorAssert.Close(Attend(attention, example), Attend(attention, example.WithUselessNaN()), Tolerance);
    }

    /// <summary>A reference frame is nothing to the target frames that may not look at it.</summary>
    [Fact]
    public void Attend_ReferenceFrameOverwritten_LeavesTheFramesThatMayNotLookAtIt()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var output = Attend(attention, example);

        for (var frame = 0; frame < AttentionExample.References; frame++)
        {
            var there = arange(AttentionExample.References).eq(frame);              // [R]
            var overwritten = example.WithReference(example.Input.Reference.masked_fill(there, 9));
            var blind = example.Input.AllowedPairs.select(2, frame).logical_not().unsqueeze(1).unsqueeze(1);
            TensorAssert.Close(output * blind, Attend(attention, overwritten) * blind, Tolerance);
        }
    }

    /// <summary>A target frame that may look at nothing gets what it would get if no frame might.</summary>
    [Fact]
    public void Attend_FrameThatMayLookAtNothing_GetsNothingOfTheReference()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var nowhere = example.WithPairs(zeros_like(example.Input.AllowedPairs));

        var blocked = Attend(attention, example).select(3, AttentionExample.BlockedFrame)[0]; // [C, M]
        var empty = Attend(attention, nowhere).select(3, AttentionExample.BlockedFrame)[0];   // [C, M]

        TensorAssert.Close(empty, blocked, Tolerance);
    }
}
