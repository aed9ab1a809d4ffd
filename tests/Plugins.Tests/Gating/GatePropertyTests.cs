using CsCheck;
using Melange.Testing;

namespace Melange.Plugins.Tests.Gating;

/// <summary>What holds for every size, phoneme, mask and link.</summary>
public sealed class GatePropertyTests
{
    private const int Cases = 30;

    [Theory, InlineData("always"), InlineData("never"), InlineData("phoneme-fallback")]
    public void AllowedPairs_AnyDraw_AreThoseOfTheRule(string id) => GateDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var match = draw.Input().Match;

        TensorAssert.SameBits(draw.ExpectedPairs(match), draw.Build(id).AllowedPairs(match));
    }, iter: Cases, threads: 1);

    [Fact]
    public void AllowedPairs_AnyDrawOfTheSoftGate_AreThoseOfTheRuleOrOfAny() => GateDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var match = draw.Input().Match;

        var pairs = draw.Build("soft").AllowedPairs(match);

        var (own, any) = (draw.ExpectedPairs(match), (draw with { Rule = PhonemeRule.Any }).ExpectedPairs(match));
        TensorAssert.SameBits(where(own.any(2, keepdim: true), own, any), pairs);
    }, iter: Cases, threads: 1);

    [Theory, InlineData("phoneme-fallback"), InlineData("soft")]
    public void Blend_AnyDraw_IsAttendedWherePresentAndElseHiddenBitForBit(string id) => GateDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var (hidden, attended, match) = draw.Input();
        (hidden, attended) = (hidden.requires_grad_(), attended.requires_grad_());
        var present = draw.ExpectedPairs(match).any(2);                             // [B, T]
        var there = present.unsqueeze(1).unsqueeze(1);                              // [B, 1, 1, T]

        var (output, openness) = draw.Build(id).Blend(hidden, attended, match);
        output.sum().backward();

        TensorAssert.SameBits(present.to(float32), openness);
        TensorAssert.SameBits(where(there, attended, hidden), output);
        TensorAssert.SameBits(there.to(float32).expand(output.shape), attended.grad!);
        TensorAssert.SameBits(1 - there.to(float32).expand(output.shape), hidden.grad!);
    }, iter: Cases, threads: 1);

    [Theory, InlineData("always"), InlineData("never"), InlineData("phoneme-fallback"), InlineData("soft")]
    public void AllowedPairsAndBlend_BothSidesPadded_GiveTheSameInside(string id) => GateDraw.All.Sample(drawn =>
    {
        using var scope = NewDisposeScope();
        var draw = drawn with { Linked = false };
        var (hidden, attended, match) = draw.Input();
        var (frames, references) = (draw.Seed % 3, draw.Seed % 5);
        var gate = draw.Build(id);
        var padded = new PhonemeMatch(
            nn.functional.pad(match.TargetPhonemes, (0, frames), value: 1),
            nn.functional.pad(match.TargetMask, (0, frames)),
            nn.functional.pad(match.ReferencePhonemes, (0, references), value: 1),
            nn.functional.pad(match.ReferenceMask, (0, references)));

        var pairs = gate.AllowedPairs(padded);
        var (output, openness) = gate.Blend(Longer(hidden), Longer(attended), padded);

        var (was, wasOpen) = gate.Blend(hidden, attended, match);
        TensorAssert.SameBits(nn.functional.pad(gate.AllowedPairs(match), (0, references, 0, frames)), pairs);
        TensorAssert.SameBits(was, output.narrow(3, 0, draw.Frames));
        TensorAssert.SameBits(wasOpen, openness.narrow(1, 0, draw.Frames));

        Tensor Longer(Tensor state) => nn.functional.pad(state, (0, frames), value: 9);
    }, iter: Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Blend_AttentionBehindTheHardGate_LeavesNoTraceWhereAbsent(string design) => GateDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var (hidden, _, match) = draw.Input();
        var gate = draw.Build("phoneme-fallback");
        var attention = Attention(design);
        var input = new AttentionInput(
            randn(GateDraw.Batch, 5, draw.References), match.TargetMask, gate.AllowedPairs(match));

        var attended = hidden + attention.Attend(hidden, input);
        var (output, openness) = gate.Blend(hidden, attended, match);
        var open = openness.ne(0).unsqueeze(1).unsqueeze(1);                        // [B, 1, 1, T]
        output.masked_fill(open, 0).square().sum().backward();

        TensorAssert.SameBits(hidden.masked_fill(open, 0), output.masked_fill(open, 0));
        Assert.All(((nn.Module)attention).parameters(),
            weight => Assert.True(weight.grad is null || weight.grad.eq(0).all().item<bool>()));
    }, iter: Cases, threads: 1);

    private static IReferenceAttention Attention(string design) => design == "f2f"
        ? new FrameToFrameAttention(new() { Heads = 2, Features = 3 }, GateDraw.Place.Site)
        : new FrameToBinAttention(new() { Heads = 2, Features = 3 }, GateDraw.Place.Site);
}
