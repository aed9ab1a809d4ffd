using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>One site: attention, rezero, residual and gate after the ResNet blocks of a level.</summary>
/// <remarks>
/// gate(x, x + g·attention(x)), or gate(x, LayerNorm_C(mask·(x + g·attention(x)))). Source: the project's notes.
/// </remarks>
internal sealed class AttentionBlock : Module
{
    private readonly IReferenceAttention attention;
    private readonly IGate gate;
    private readonly Rezero rezero;
    private readonly ChannelNorm? norm;
    private readonly AttentionSite site;

    /// <summary>Builds attention and gate for the site.</summary>
    public AttentionBlock(AttentionSite site, UNetOptions options) : base(nameof(AttentionBlock))
    {
        this.site = site;
        attention = options.Attention.Build(site);
        gate = options.Gate.Build(site);
        rezero = new Rezero(options);
        norm = options.Ending == SiteEnding.ResidualMaskNorm ? new ChannelNorm(site.Channels) : null;
        RegisterComponents();
    }

    /// <summary>Carries the reference into the hidden state <c>[B, C, M, T]</c>.</summary>
    public Tensor forward(Tensor hidden, LevelInput level)
    {
        using var scope = NewDisposeScope();
        var allowed = gate.AllowedPairs(level.Match);                               // [B, T, R]
        var input = new AttentionInput(level.Reference, level.AttentionMask, allowed, level.Probe);
        var attended = hidden + rezero.forward(attention.Attend(hidden, input));    // [B, C, M, T]
        if (norm is not null)
            attended = norm.forward(attended, level.Mask.Factor);
        var decision = gate.Blend(hidden, attended, level.Match);
        level.Probe?.Record(site.Name, ProbeQuantity.Hidden, hidden);
        level.Probe?.Record(site.Name, ProbeQuantity.Attended, attended);
        level.Probe?.Record(site.Name, ProbeQuantity.GateOpenness, decision.Openness);
        return decision.Output.MoveToOuterDisposeScope();
    }
}
