using Melange.Plugins;

namespace Melange.Bench;

/// <summary>One design with weights, inputs and a mask, and the same by the plain formula.</summary>
internal sealed class AttentionWork
{
    private const int Phonemes = 40;
    private readonly IReferenceAttention attention;
    private readonly PlainAttention plain;
    private readonly Tensor hidden;
    private readonly AttentionInput input;
    private readonly Tensor? mask;

    /// <summary>Makes weights and inputs in the scope that is open.</summary>
    /// <param name="design">f2f or f2b.</param>
    /// <param name="size">How large.</param>
    /// <param name="pairs">Which pairs may meet.</param>
    public AttentionWork(string design, AttentionSize size, PairKind pairs)
    {
        manual_seed(1);
        var site = AttentionSize.Site;
        nn.Module module = design == "f2f"
            ? new FrameToFrameAttention(new() { Heads = AttentionSize.Heads, Features = size.Features }, site)
            : new FrameToBinAttention(new() { Heads = AttentionSize.Heads, Features = size.Features }, site);
        module.eval();
        attention = (IReferenceAttention)module;
        plain = new(design, size, module.state_dict());
        hidden = randn(size.Batch, site.Channels, site.Bins, size.Frames);
        var allowed = Pairs(pairs, size);
        mask = pairs == PairKind.All ? null : allowed;
        input = new(randn(size.Batch, site.ReferenceWidth, size.Frames),
            ones(size.Batch, size.Frames, dtype: ScalarType.Bool), allowed);
    }

    /// <summary>Runs the design forward.</summary>
    public void Ours(IProbe? probe = null)
    {
        using var off = no_grad();
        attention.Attend(hidden, probe is null ? input : input with { Probe = probe });
    }

    /// <summary>Runs the plain formula forward.</summary>
    public void Plain()
    {
        using var off = no_grad();
        plain.Attend(hidden, input.Reference, mask);
    }

    /// <summary>Runs the design forward and backward, to weights, hidden state and reference.</summary>
    public void OursBackwards() => Backwards((state, reference) =>
        attention.Attend(state, input with { Reference = reference }));

    /// <summary>Runs the plain formula forward and backward.</summary>
    public void PlainBackwards() => Backwards((state, reference) => plain.Attend(state, reference, mask));

    /// <summary>The largest absolute difference of the two results.</summary>
    public double Difference()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var (ours, theirs) = (attention.Attend(hidden, input), plain.Attend(hidden, input.Reference, mask));
        return (ours - theirs).abs().max().item<float>();
    }

    private void Backwards(Func<Tensor, Tensor, Tensor> attend)
    {
        var state = hidden.detach().requires_grad_();
        var reference = input.Reference.detach().requires_grad_();
        (attention as nn.Module)!.zero_grad();
        attend(state, reference).square().mean().backward();
    }

    private static Tensor Pairs(PairKind kind, AttentionSize size)
    {
        var all = ones(size.Batch, size.Frames, size.Frames, dtype: ScalarType.Bool);
        if (kind == PairKind.All)
            return all;
        if (kind == PairKind.ReferenceMask)
            return all.logical_and(arange(size.Frames).lt(size.Frames * 3 / 4));
        var (target, reference) = (Ids(), Ids());
        return target.unsqueeze(2).eq(reference.unsqueeze(1));

        Tensor Ids() => randint(0, Phonemes, [size.Batch, size.Frames], dtype: int64);
    }
}

/// <summary>The sizes of one attention at the first level of <c>unet</c>.</summary>
/// <param name="Features">Features A a head.</param>
/// <param name="Frames">Target frames T, as many as reference frames R.</param>
/// <param name="Batch">Batch B.</param>
internal sealed record AttentionSize(int Features, long Frames, long Batch = 1)
{
    /// <summary>Heads H.</summary>
    public const int Heads = 4;

    /// <summary>Channels C, bins M and width D of the reference.</summary>
    public static AttentionSite Site { get; } = new("down.0", Level: 0, Channels: 64, Bins: 80, ReferenceWidth: 240);
}

/// <summary>Which pairs of target and reference frames may meet.</summary>
internal enum PairKind
{
    /// <summary>All, and the plain formula has no mask.</summary>
    All,

    /// <summary>The first three quarters of the reference frames.</summary>
    ReferenceMask,

    /// <summary>The same of 40 phonemes, drawn for each frame.</summary>
    Phonemes
}
