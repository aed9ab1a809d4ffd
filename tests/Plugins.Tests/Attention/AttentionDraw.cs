using CsCheck;

namespace Melange.Plugins.Tests.Attention;

/// <summary>Sizes, options and a mask that a property is tried on.</summary>
/// <remarks>
/// Features up to 8 and a reference width of 5 make both orders of products the cheapest in turn; single frames, and
/// more frames on either side, are drawn as often as any.
/// </remarks>
/// <param name="Bins">Mel bins M.</param>
/// <param name="Frames">Target frames T.</param>
/// <param name="References">Reference frames R.</param>
/// <param name="Features">Features A a head; even.</param>
/// <param name="Bias">Whether query and value have a bias.</param>
/// <param name="IsRotary">Whether it knows positions.</param>
/// <param name="Share">Share of the pairs that are allowed.</param>
/// <param name="Seed">Of states and mask.</param>
internal sealed record AttentionDraw(
    int Bins, int Frames, int References, int Features, bool Bias, bool IsRotary, double Share, int Seed)
{
    public const int Batch = 2;

    public static Gen<AttentionDraw> All { get; } = Gen.Select(
        Gen.Int[1, 4], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 4],
        Gen.Select(Gen.Bool, Gen.Bool), Gen.Double[0, 1.2], Gen.Int[0, 9999],
        (bins, frames, references, half, options, share, seed) =>
            new AttentionDraw(bins, frames, references, 2 * half, options.Item1, options.Item2, share, seed));

    /// <summary>The site of the draw: level 1 and a reference of stride 3, so that rotary strides differ.</summary>
    public AttentionSite Site => new("mid", Level: 1, Channels: 3, Bins, ReferenceWidth: 5, ReferenceStride: 3);

    /// <summary>The attention of the draw, with weights that are equal at each call.</summary>
    public IReferenceAttention Build(string design)
    {
        var position = IsRotary ? FramePosition.Rotary : FramePosition.None;
        var byFrame = new FrameToFrameOptions { Heads = 2, Features = Features, Bias = Bias, Position = position };
        var byBin = new FrameToBinOptions { Heads = 2, Features = Features, Bias = Bias, Position = position };
        nn.Module attention = design == "f2f"
            ? new FrameToFrameAttention(byFrame, Site)
            : new FrameToBinAttention(byBin, Site);
        using var off = no_grad();
        using var random = new Generator(8);
        foreach (var weight in attention.parameters())
            weight.copy_(randn(weight.shape, generator: random) * 0.5);
        return (IReferenceAttention)attention;
    }

    /// <summary>Hidden state and input; the last item's last target frame is padding if there are others.</summary>
    public (Tensor Hidden, AttentionInput Input) Input()
    {
        using var random = new Generator((ulong)Seed);
        var hidden = randn([Batch, 3, Bins, Frames], generator: random);
        var reference = randn([Batch, 5, References], generator: random);
        var allowed = rand([Batch, Frames, References], generator: random).lt(Share);
        var mask = ones(Batch, Frames, dtype: ScalarType.Bool);
        if (Frames > 1)
            mask[-1, -1] = allowed[-1, -1] = false;
        return (hidden, new(reference, mask, allowed));
    }
}
