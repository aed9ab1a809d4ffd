using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>What rotary position adds to f2f and f2b.</summary>
public sealed class RotaryAttentionTests
{
    private const int Later = 3;

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_BothSidesLater_GivesTheSameLater(string design)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (hidden, input) = Inputs();
        var attention = Build(design, FramePosition.Rotary, Site());

        var output = attention.Attend(hidden, input);
        var later = attention.Attend(nn.functional.pad(hidden, (Later, 0)), new(
            nn.functional.pad(input.Reference, (Later, 0)), nn.functional.pad(input.TargetMask, (Later, 0)),
            nn.functional.pad(input.AllowedPairs, (Later, 0, Later, 0))));

        TensorAssert.Close(output, later.narrow(3, Later, 5), 1e-5); // float32 sums of a few dozen terms near 1
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_ReferenceAloneLater_GivesAnotherOutput(string design)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (hidden, input) = Inputs();
        var attention = Build(design, FramePosition.Rotary, Site());

        var output = attention.Attend(hidden, input);
        var later = attention.Attend(hidden, input with
        {
            Reference = nn.functional.pad(input.Reference, (Later, 0)),
            AllowedPairs = nn.functional.pad(input.AllowedPairs, (Later, 0))
        });

        Assert.True(TensorAssert.LargestDifference(output, later) > 1e-3, "Position means nothing.");
    }

    // At level 1 with a reference of stride 2 the frames are those of level 0 taken twice as far apart: frame t of one
    // is frame 2t of the other.
    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_LowerLevel_CountsPositionsInMelFrames(string design)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (hidden, input) = Inputs();
        var site = Site();

        var below = Build(design, FramePosition.Rotary, site with { Level = 1, ReferenceStride = 2 });
        var above = Build(design, FramePosition.Rotary, site);

        TensorAssert.Close(
            above.Attend(Spread(hidden), new(Spread(input.Reference), Spread(input.TargetMask),
                Spread(Spread(input.AllowedPairs).transpose(1, 2)).transpose(1, 2))).slice(3, 0, 10, 2),
            below.Attend(hidden, input), 1e-5);
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void StateDict_Rotary_HasTheKeysOfNone(string design) => Assert.Equal(
        ((nn.Module)Build(design, FramePosition.None, Site())).state_dict().Keys,
        ((nn.Module)Build(design, FramePosition.Rotary, Site())).state_dict().Keys);

    // Frame i goes to 2i; between them stand zeros that are masked.
    private static Tensor Spread(Tensor frames)
    {
        var spread = stack([frames, zeros_like(frames)], -1);                       // [..., N, 2]
        return spread.flatten(-2);
    }

    private static AttentionSite Site() => new("mid", Level: 0, Channels: 3, Bins: 4, ReferenceWidth: 7);

    private static (Tensor Hidden, AttentionInput Input) Inputs()
    {
        using var random = new Generator(3);
        return (randn([2, 3, 4, 5], generator: random), new(randn([2, 7, 6], generator: random),
            ones(2, 5, dtype: ScalarType.Bool), ones(2, 5, 6, dtype: ScalarType.Bool)));
    }

    private static IReferenceAttention Build(string design, FramePosition position, AttentionSite site)
    {
        manual_seed(1);
        return design == "f2f"
            ? new FrameToFrameAttention(new() { Heads = 2, Features = 4, Position = position }, site)
            : new FrameToBinAttention(new() { Heads = 2, Features = 4, Position = position }, site);
    }
}
