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
    public AttentionBlock(GateContext place, ISiteOptions options) : base(nameof(AttentionBlock))
    {
        site = place.Site;
        attention = options.Attention.At(site.Name).BuildInto(this, nameof(attention), site);
        gate = options.Gate.At(site.Name).BuildInto(this, nameof(gate), place);
        rezero = new Rezero(options.Rezero.At(site.Name), options.RezeroStart.At(site.Name));
        norm = options.Ending.At(site.Name) == SiteEnding.ResidualMaskNorm ? new ChannelNorm(site.Channels) : null;
        RegisterComponents();
    }

    /// <summary>Carries the reference into the hidden state <c>[B, C, M, T]</c>.</summary>
    public Tensor forward(Tensor hidden, LevelInput level)
    {
        using var scope = NewDisposeScope();
        var allowed = gate.AllowedPairs(level.Match);                               // [B, T, R]
        var input = new AttentionInput(level.Reference, level.AttentionMask, allowed, level.Probe)
        {
            Match = level.Match,
            Time = level.Time
        };
        var found = attention.Attend(hidden, input);                                // [B, C, M, T]
        var scaled = level.Scale is null ? found : found * level.Scale.unsqueeze(1).unsqueeze(1);
        var attended = hidden + rezero.forward(scaled);
        if (norm is not null)
            attended = norm.forward(attended, level.Mask.Factor);
        var decision = gate.Blend(hidden, attended, level.Match);
        if (level.Probe is not null)
            Show(level.Probe, (hidden, found, attended), decision, level.Match);
        return decision.Output.MoveToOuterDisposeScope();
    }

    private void Show(
        IProbe probe, (Tensor Hidden, Tensor Found, Tensor Attended) states, GateDecision decision, PhonemeMatch match)
    {
        probe.Record(site.Name, ProbeQuantity.TargetPhonemes, match.TargetPhonemes);
        probe.Record(site.Name, ProbeQuantity.ReferencePhonemes, match.ReferencePhonemes);
        probe.Record(site.Name, ProbeQuantity.Hidden, states.Hidden);
        probe.Record(site.Name, ProbeQuantity.AttentionOutput, states.Found);
        probe.Record(site.Name, ProbeQuantity.Attended, states.Attended);
        probe.Record(site.Name, ProbeQuantity.GateOpenness, decision.Openness);
        probe.Record(site.Name, ProbeQuantity.SiteOutput, decision.Output);
        if (rezero.Gain is not null)
            probe.Record(site.Name, ProbeQuantity.Rezero, rezero.Gain);
    }
}
