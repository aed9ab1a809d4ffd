using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>A stranger's attention that prefers its own phoneme, the more the later the diffusion.</summary>
/// <remarks>softmax(4·t·[same phoneme]) over the allowed pairs.</remarks>
internal class SoftMatchAttention(AttentionSite site) : IReferenceAttention
{
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        using var scope = NewDisposeScope();
        var softness = 4 * input.Time.view(-1, 1, 1);
        var scores = (softness * Same(input)).to(hidden.dtype).unsqueeze(1);       // [B, 1, T, R]
        var weights = MaskedAttention.Weights(scores, SoftmaxMask.Of(input.AllowedPairs, hidden.dtype)).squeeze(1);
        var reference = MaskedAttention.WithoutUseless(input.Reference, input.AllowedPairs).mean([1]); // [B, R]
        var style = weights.matmul(reference.unsqueeze(2).to(hidden.dtype));       // [B, T, 1]
        return style.permute(0, 2, 1).unsqueeze(2).expand(hidden.shape).clone().MoveToOuterDisposeScope();
    }

    protected virtual Tensor Same(AttentionInput input) => input.Match.SamePhonemePairs();
}

public sealed class SoftMatchTests : ReferenceAttentionConformance
{
    protected override IReferenceAttention Build(AttentionSite site) => new SoftMatchAttention(site);

    [Fact]
    public void Suite_AttentionThatCountsThePhonemesOfPadding_Fails()
    {
        var suite = new OfPadding();

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(suite.Attend_ReferencePaddedWithNaN_GivesTheSameOutput);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(suite.Attend_TargetPadded_LeavesRealFrames);
    }

    [Fact]
    public void Suite_AttentionThatSeesTheTimesOfOthers_Fails() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(
        new OfOtherItems().Attend_OtherItemsHoldNaN_GivesTheItemTheSame);

    private sealed class OfPadding : ReferenceAttentionConformance
    {
        protected override IReferenceAttention Build(AttentionSite site) => new CountsPadding(site);
    }

    private sealed class OfOtherItems : ReferenceAttentionConformance
    {
        protected override IReferenceAttention Build(AttentionSite site) => new SeesOthers(site);
    }

    // Rare phonemes count more: how rare they are is counted over all frames, real or not.
    private sealed class CountsPadding(AttentionSite site) : SoftMatchAttention(site)
    {
        protected override Tensor Same(AttentionInput input)
        {
            var (target, reference) = (input.Match.TargetPhonemes, input.Match.ReferencePhonemes);
            var rare = 1.0 / (target.shape[1] * reference.shape[1]);
            return target.unsqueeze(2).eq(reference.unsqueeze(1)) * rare;
        }
    }

    private sealed class SeesOthers(AttentionSite site) : SoftMatchAttention(site)
    {
        protected override Tensor Same(AttentionInput input) => base.Same(input) * input.Time.mean();
    }
}
