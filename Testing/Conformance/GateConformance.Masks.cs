using Xunit;

namespace Melange.Testing;

public abstract partial class GateConformance
{
    /// <summary>An item gives the same alone as beside others.</summary>
    [Fact]
    public void Blend_ItemAlone_GivesWhatItGaveInTheBatch() =>
        AssertEachItemStays((example, item) => (example.Item(item), 0));

    /// <summary>Items do not see each other, not even NaN.</summary>
    [Fact]
    public void AllowedPairsAndBlend_OtherItemsOverwritten_GiveTheItemTheSame() =>
        AssertEachItemStays((example, item) => (example.WithOthersOverwritten(item), item));

    /// <summary>No real frame looks at padding, and padding looks at nothing.</summary>
    [Fact]
    public void AllowedPairs_PaddedFrames_AreNeverAllowed()
    {
        using var scope = NewDisposeScope();
        var match = GateExample.For(Context).Match;

        var pairs = Built().AllowedPairs(match);

        var padded = pairs.logical_and(Real(match).logical_not());
        Assert.False(padded.any().item<bool>(), "A padded frame is paired.");
    }

    /// <summary>Padding behind the target changes nothing inside.</summary>
    [Fact]
    public void AllowedPairsAndBlend_TargetPadded_LeaveRealFrames()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);
        var padded = example.WithTargetPadding(2);

        var pairs = gate.AllowedPairs(padded.Match);
        var (output, openness) = Blend(gate, padded);

        TensorAssert.SameBits(gate.AllowedPairs(example.Match), pairs.narrow(1, 0, GateExample.Frames));
        Assert.False(pairs.narrow(1, GateExample.Frames, 2).any().item<bool>(), "A padded frame is paired.");
        var was = Blend(gate, example);
        TensorAssert.Close(was.Output, output.narrow(3, 0, GateExample.Frames), Tolerance);
        TensorAssert.Close(was.Openness, openness.narrow(1, 0, GateExample.Frames), Tolerance);
    }

    /// <summary>Padding behind the reference changes nothing, whatever phonemes it holds.</summary>
    [Fact]
    public void AllowedPairsAndBlend_ReferencePadded_GiveTheSame()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);
        var padded = example.WithReferencePadding(3);

        var pairs = gate.AllowedPairs(padded.Match);
        var (output, openness) = Blend(gate, padded);

        TensorAssert.SameBits(nn.functional.pad(gate.AllowedPairs(example.Match), (0, 3)), pairs);
        var was = Blend(gate, example);
        TensorAssert.Close(was.Output, output, Tolerance);
        TensorAssert.Close(was.Openness, openness, Tolerance);
    }

    private static Tensor Real(PhonemeMatch match) =>                               // [B, T, R]
        match.TargetMask.unsqueeze(2).logical_and(match.ReferenceMask.unsqueeze(1));

    // What surrounds an item is changed; the item then stands at a place of the changed batch.
    private void AssertEachItemStays(Func<GateExample, int, (GateExample Changed, int Place)> change)
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);
        var pairs = gate.AllowedPairs(example.Match);
        var (output, openness) = Blend(gate, example);

        for (var item = 0; item < GateExample.Batch; item++)
        {
            var (changed, place) = change(example, item);
            var again = Blend(gate, changed);
            TensorAssert.SameBits(pairs[item], gate.AllowedPairs(changed.Match)[place]);
            TensorAssert.Close(output[item], again.Output[place], Tolerance);
            TensorAssert.Close(openness[item], again.Openness[place], Tolerance);
        }
    }
}
