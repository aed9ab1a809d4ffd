using Melange;
using TorchSharp.Modules;
using static Melange.TensorShape;
using static TorchSharp.torch.nn;

namespace PartSpace;

/// <summary>Three convolutions over mel bins and frames, with attention at one site between them.</summary>
/// <remarks>
/// score = (μ − x_t) − network(x_t, μ, t)/√(1 − e^(−∫β)), zero outside the target mask: the network learns what the
/// score of N(μ, 1) leaves over, in one size at all times (after Karras et al. 2022, section 5). The site is called
/// <c>mid</c>. B batch, C channels, M mel bins, T target frames, R reference frames.
/// </remarks>
public sealed class PartName : Module, IEstimator
{
    private const string SiteName = "mid";
    private readonly Conv2d first; // field names = state_dict keys: renaming one breaks checkpoints
    private readonly Conv2d second;
    private readonly Conv2d toScore;
    private readonly Linear toShift;
    private readonly IReferenceAttention attention;
    private readonly IGate gate;
    private readonly EstimatorContext context;

    /// <summary>Builds the network with fresh weights, and the parts of its site.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public PartName(PartNameOptions options, EstimatorContext context) : base(nameof(PartName))
    {
        var channels = options.Validated().Channels;
        this.context = context;
        var site = new AttentionSite(SiteName, Level: 0, channels, context.Bins, context.ReferenceWidth);
        attention = options.Attention.BuildInto(this, nameof(attention), site); // failures within name the part
        gate = options.Gate.BuildInto(this, nameof(gate), new(site, context.Phonemes));
        first = Conv2d(2, channels, 3, padding: 1);
        second = Conv2d(channels, channels, 3, padding: 1);
        toScore = Conv2d(channels, 1, 3, padding: 1);
        toShift = Linear(2, channels);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor Score(EstimatorInput input)
    {
        FitsOrThrow(input);
        using var scope = NewDisposeScope();
        var real = input.TargetMask.unsqueeze(1).unsqueeze(1).to(input.Noisy.dtype); // [B, 1, 1, T]
        var spread = (1.0 - (-context.Schedule.BetaIntegral(input.Time)).exp()).sqrt(); // [B]
        var times = stack([input.Time, spread], 1).to(input.Noisy.dtype);           // [B, 2]; the rest may be bfloat16
        var shift = toShift.forward(times).unsqueeze(2).unsqueeze(3);               // [B, C, 1, 1]
        var hidden = first.forward(stack([input.Noisy, input.Mean], 1) * real) + shift; // [B, C, M, T]
        hidden = second.forward(hidden.relu() * real) + hidden;
        hidden = Conditioned(hidden * real, input);
        var output = toScore.forward(hidden.relu() * real).squeeze(1);              // [B, M, T]
        var score = input.Mean - input.Noisy - output / spread.view(-1, 1, 1);      // [B, M, T]
        var masked = score.masked_fill(input.TargetMask.logical_not().unsqueeze(1), 0);
        return masked.to(input.Noisy.dtype).MoveToOuterDisposeScope();
    }

    private Tensor Conditioned(Tensor hidden, EstimatorInput input)
    {
        var reference = input.Reference;
        var match = new PhonemeMatch(
            input.TargetPhonemes, input.TargetMask, reference.Phonemes, reference.Mask, input.Edit?.Links);
        var sight = new AttentionInput(reference.Features, input.TargetMask, gate.AllowedPairs(match), input.Probe)
        {
            Match = match,
            Time = input.Time
        };
        var found = attention.Attend(hidden, sight);                                // [B, C, M, T]
        var scaled = input.Edit?.Scale is { } scale ? found * scale.unsqueeze(1).unsqueeze(1) : found;
        var attended = hidden + scaled;
        var decision = gate.Blend(hidden, attended, match);
        if (input.Probe is { } probe)
            Show(probe, (hidden, found, attended), decision, match);
        return decision.Output;
    }

    private static void Show(
        IProbe probe, (Tensor Hidden, Tensor Found, Tensor Attended) states, GateDecision decision, PhonemeMatch match)
    {
        probe.Record(SiteName, ProbeQuantity.TargetPhonemes, match.TargetPhonemes);
        probe.Record(SiteName, ProbeQuantity.ReferencePhonemes, match.ReferencePhonemes);
        probe.Record(SiteName, ProbeQuantity.Hidden, states.Hidden);
        probe.Record(SiteName, ProbeQuantity.AttentionOutput, states.Found);
        probe.Record(SiteName, ProbeQuantity.Attended, states.Attended);
        probe.Record(SiteName, ProbeQuantity.GateOpenness, decision.Openness);
        probe.Record(SiteName, ProbeQuantity.SiteOutput, decision.Output);
    }

    private void FitsOrThrow(EstimatorInput input)
    {
        var (noisy, reference) = (input.Noisy, input.Reference);
        HasShape(noisy, "B M T", [Any, context.Bins, Any]);
        var (batch, frames) = (noisy.shape[0], noisy.shape[2]);
        HasShape(input.Mean, "B M T", noisy.shape, "mean");
        HasShape(input.Time, "B", [batch], "time");
        HasShape(input.TargetMask, "B T", [batch, frames], "targetMask");
        HasShape(input.TargetPhonemes, "B T", [batch, frames], "targetPhonemes");
        HasShape(reference.Features, "B D R", [batch, context.ReferenceWidth, Any], "reference.Features");
        HasShape(reference.Mask, "B R", [batch, reference.Features.shape[2]], "reference.Mask");
        HasShape(reference.Phonemes, "B R", [batch, reference.Features.shape[2]], "reference.Phonemes");
    }
}
