using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any attention that weighs the reference frames and records its weights.</summary>
/// <remarks>The map is [B, H, T, R], or [B, H, M, T, R] where each mel bin has its own.</remarks>
public abstract class AttentionMapConformance : ReferenceAttentionConformance
{
    /// <summary>The recorded map has a row of reference frames for each target frame.</summary>
    [Fact]
    public void Attend_Watched_RecordsAMapOfTargetByReference()
    {
        using var scope = NewDisposeScope();

        var map = Map(Built(), AttentionExample.For(Site));

        Assert.InRange(map.ndim, 4, 5);
        Assert.Equal(AttentionExample.Batch, map.shape[0]);
        if (map.ndim == 5)
            Assert.Equal(Site.Bins, map.shape[2]);
        Assert.Equal([AttentionExample.Frames, AttentionExample.References], map.shape[^2..]);
    }

    /// <summary>A frame shares out a weight of 1, or has a row of zeros if it may look at nothing.</summary>
    [Fact]
    public void Attend_Watched_RecordsRowsThatSumToOneOrAreZero()
    {
        using var scope = NewDisposeScope();
        var example = AttentionExample.For(Site);

        var map = Map(Built(), example);

        AssertRows(map, example.Input.AllowedPairs);
    }

    /// <summary>The columns of the map follow the reference frames, unless the attention knows positions.</summary>
    [Fact]
    public void Attend_ReferenceFramesPermuted_PermutesTheMapUnlessItKnowsPositions()
    {
        using var scope = NewDisposeScope();
        var order = tensor([3L, 0, 5, 4, 1, 2]);
        var example = AttentionExample.For(Site);
        var attention = Built();

        var map = Map(attention, example);
        var permuted = Map(attention, example.Permuted(order));

        if (KnowsPositions)
            AssertRows(permuted, example.Permuted(order).Input.AllowedPairs);
        else
            TensorAssert.Close(map.index_select(-1, order), permuted, Tolerance);
    }

    /// <summary>Useless frames behind the reference get columns of zeros and change no other.</summary>
    [Fact]
    public void Attend_ReferencePaddedWithNaN_AddsColumnsOfZerosToTheMap()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        var map = Map(attention, example);
        var padded = Map(attention, example.WithReferencePadding(3));

        TensorAssert.Close(nn.functional.pad(map, (0, 3)), padded, Tolerance);
    }

    /// <summary>Padding behind the target gets rows of its own and changes no other.</summary>
    [Fact]
    public void Attend_TargetPadded_LeavesTheRowsOfRealFrames()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        var map = Map(attention, example);
        var padded = Map(attention, example.WithTargetPadding(2)).narrow(-2, 0, AttentionExample.Frames);

        TensorAssert.Close(map, padded, Tolerance);
    }

    /// <summary>The map of an item shows nothing of the others.</summary>
    [Fact]
    public void Attend_OtherItemsHoldNaN_GivesTheItemTheSameMap()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        var map = Map(attention, example);

        for (var item = 0; item < AttentionExample.Batch; item++)
            TensorAssert.Close(map[item], Map(attention, example.WithOthersOverwritten(item))[item], Tolerance);
    }

    /// <summary>Since weights sum to 1, frames that are all alike give the same whichever may be looked at.</summary>
    [Fact]
    public void Attend_ReferenceFramesAlike_GivesTheSameOutputWhicheverAreAllowed()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var first = example.Input.Reference.narrow(2, 0, 1);                        // [B, D, 1]
        var alike = example.WithReference(first.expand(-1, -1, AttentionExample.References));
        var looking = example.Input.AllowedPairs.any(2).unsqueeze(1).unsqueeze(1);  // [B, 1, 1, T]

        var some = Attend(attention, alike);
        var all = Attend(attention, alike.WithPairs(ones_like(example.Input.AllowedPairs)));

        TensorAssert.Close(all * looking, some * looking, Tolerance);
    }

    /// <summary>Fails unless weights stay within the allowed pairs and sum to 1 where there are any.</summary>
    /// <param name="map"><c>[B, H, T, R]</c> or <c>[B, H, M, T, R]</c>.</param>
    /// <param name="allowedPairs">bool <c>[B, T, R]</c>.</param>
    public static void AssertRows(Tensor map, Tensor allowedPairs)
    {
        using var scope = NewDisposeScope();
        while (allowedPairs.ndim < map.ndim)
            allowedPairs = allowedPairs.unsqueeze(1);                               // [B, 1, T, R] or [B, 1, 1, T, R]
        Assert.True(map.ge(0).all().item<bool>(), "A weight is negative or NaN.");
        Assert.Equal(0, map.masked_fill(allowedPairs, 0).max().item<float>());
        var sums = map.sum(-1);                                                     // [B, H, T] or [B, H, M, T]
        TensorAssert.Close(allowedPairs.any(-1).to(map.dtype).expand(sums.shape), sums, Tolerance);
    }

    private Tensor Map(IReferenceAttention attention, AttentionExample example)
    {
        using var off = no_grad();
        var probe = new RecordingProbe();
        attention.Attend(example.Hidden, example.Input with { Probe = probe }).Dispose();
        return probe.Taken[(Site.Name, ProbeQuantity.AttentionMap)];
    }
}
