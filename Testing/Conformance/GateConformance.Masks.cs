using Xunit;

namespace Melange.Testing;

public abstract partial class GateConformance
{
    /// <summary>An item gives the same alone as beside others.</summary>
    [Fact]
    public void Blend_ItemAlone_GivesWhatItGaveInTheBatch()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.Create();
        var pairs = gate.AllowedPairs(example.Match);
        var (output, openness) = Blend(gate, example);

        for (var item = 0; item < GateExample.Batch; item++)
        {
            var alone = Blend(gate, example.Item(item));
            TensorAssert.SameBits(pairs.narrow(0, item, 1), gate.AllowedPairs(example.Item(item).Match));
            TensorAssert.Close(output.narrow(0, item, 1), alone.Output, Tolerance);
            TensorAssert.Close(openness.narrow(0, item, 1), alone.Openness, Tolerance);
        }
    }

    /// <summary>Items do not see each other, not even NaN.</summary>
    [Fact]
    public void AllowedPairsAndBlend_OtherItemsOverwritten_GiveTheItemTheSame()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.Create();
        var pairs = gate.AllowedPairs(example.Match);
        var (output, openness) = Blend(gate, example);

        for (var item = 0; item < GateExample.Batch; item++)
        {
            var other = example.WithOthersOverwritten(item);
            var again = Blend(gate, other);
            TensorAssert.SameBits(pairs[item], gate.AllowedPairs(other.Match)[item]);
            TensorAssert.Close(output[item], again.Output[item], Tolerance);
            TensorAssert.Close(openness[item], again.Openness[item], Tolerance);
        }
    }

    /// <summary>No real frame looks at padding, and padding looks at nothing.</summary>
    [Fact]
    public void AllowedPairs_PaddedFrames_AreNeverAllowed()
    {
        using var scope = NewDisposeScope();
        var match = GateExample.Create().Match;

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
        var example = GateExample.Create();
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
        var example = GateExample.Create();
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
}
