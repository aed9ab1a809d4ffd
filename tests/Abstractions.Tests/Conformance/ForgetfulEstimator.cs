using Melange.Testing;
using static Melange.TensorShape;

namespace Melange.Tests.Conformance;

/// <summary>What an estimator may forget at its site.</summary>
public enum Forgotten { Nothing, Pairs, Blend, Scale, Links, Probe, ProbeOfAttention, Quantity, Site, Time, Match }

/// <summary>An estimator of one site that does all that the contract asks but for one thing.</summary>
internal sealed class ForgetfulEstimator(EstimatorContext context, SiteParts parts, Forgotten forgotten) : IEstimator
{
    private readonly IReferenceAttention? attention = forgotten == Forgotten.Site ? null : parts.Attention.Build(
        new("mid", Level: 0, Channels: 2, context.Bins, context.ReferenceWidth));
    private readonly IGate? gate = forgotten == Forgotten.Site ? null : parts.Gate.Build(
        new(new("mid", Level: 0, Channels: 2, context.Bins, context.ReferenceWidth), context.Phonemes));

    public Tensor Score(EstimatorInput input)
    {
        FitsOrThrow(input);
        using var scope = NewDisposeScope();
        var output = Site(stack([input.Noisy, input.Mean], 1), input).mean([1]);    // [B, M, T]
        return output.masked_fill(input.TargetMask.logical_not().unsqueeze(1), 0).MoveToOuterDisposeScope();
    }

    private void FitsOrThrow(EstimatorInput input)
    {
        HasShape(input.Noisy, "B M T", [Any, context.Bins, Any]);
        HasShape(input.Mean, "B M T", input.Noisy.shape);
        HasShape(input.Time, "B", [input.Noisy.shape[0]]);
        HasShape(input.TargetMask, "B T", [input.Noisy.shape[0], input.Noisy.shape[2]]);
        HasShape(input.TargetPhonemes, "B T", input.TargetMask.shape);
        HasShape(input.Reference.Features, "B D R", [input.Noisy.shape[0], context.ReferenceWidth, Any]);
    }

    private Tensor Site(Tensor hidden, EstimatorInput input)                        // [B, 2, M, T]
    {
        if (attention is null || gate is null)
            return hidden;
        var reference = input.Reference;
        var match = new PhonemeMatch(input.TargetPhonemes, input.TargetMask, reference.Phonemes, reference.Mask,
            forgotten == Forgotten.Links ? null : input.Edit?.Links);
        var allowed = gate.AllowedPairs(match);
        var pairs = forgotten == Forgotten.Pairs ? match.SamePhonemePairs() : allowed;
        var probe = forgotten == Forgotten.ProbeOfAttention ? null : input.Probe;
        var found = attention.Attend(hidden, new(reference.Features, input.TargetMask, pairs, probe)
        {
            Time = forgotten == Forgotten.Time ? zeros_like(input.Time) : input.Time,
            Match = forgotten == Forgotten.Match ? match with { TargetPhonemes = match.TargetPhonemes + 1 } : match
        });
        var scale = forgotten == Forgotten.Scale ? null : input.Edit?.Scale;
        var attended = hidden + (scale is null ? found : found * scale.unsqueeze(1).unsqueeze(1));
        var decision = gate.Blend(hidden, attended, match);
        if (forgotten != Forgotten.Probe && input.Probe is { } told)
            Tell(told, (hidden, found, attended), decision, match);
        return forgotten == Forgotten.Blend ? attended : decision.Output;
    }

    private void Tell(
        IProbe probe, (Tensor Hidden, Tensor Found, Tensor Attended) states, GateDecision decision, PhonemeMatch match)
    {
        probe.Record("mid", ProbeQuantity.TargetPhonemes, match.TargetPhonemes);
        probe.Record("mid", ProbeQuantity.ReferencePhonemes, match.ReferencePhonemes);
        probe.Record("mid", ProbeQuantity.Hidden, states.Hidden);
        probe.Record("mid", ProbeQuantity.AttentionOutput, states.Found);
        probe.Record("mid", ProbeQuantity.Attended, states.Attended);
        probe.Record("mid", ProbeQuantity.GateOpenness, decision.Openness);
        if (forgotten != Forgotten.Quantity)
            probe.Record("mid", ProbeQuantity.SiteOutput, decision.Output);
    }
}
