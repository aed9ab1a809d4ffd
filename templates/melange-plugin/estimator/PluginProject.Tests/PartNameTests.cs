using Melange;
using Melange.Testing;
using TorchSharp.Modules;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : EstimatorConformance
{
    protected override IEstimator Build(EstimatorContext context) => new PartName(
        new()
        {
            Channels = 6,
            Attention = new("mean", site => new MeanOfReference(site)),
            Gate = new("open", _ => new OpenGate())
        }, context);

    [Fact]
    public void Score_GateOpen_HearsTheReference()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (estimator, input) = (Build(EstimatorExample.Context), EstimatorExample.Create());
        var louder = input with { Reference = input.Reference with { Features = input.Reference.Features + 1 } };

        Assert.False(estimator.Score(input).allclose(estimator.Score(louder)));
    }

    // What stands in the place of the parts that an experiment names.
    private sealed class MeanOfReference : nn.Module, IReferenceAttention
    {
        private readonly Linear toHidden;

        public MeanOfReference(AttentionSite site) : base(nameof(MeanOfReference))
        {
            toHidden = nn.Linear(site.ReferenceWidth, site.Channels);
            RegisterComponents();
        }

        public Tensor Attend(Tensor hidden, AttentionInput input)
        {
            using var scope = NewDisposeScope();
            var mean = toHidden.forward(input.Reference.mean([2]));                 // [B, C]
            return mean.unsqueeze(2).unsqueeze(3).expand_as(hidden).MoveToOuterDisposeScope(); // [B, C, M, T]
        }
    }

    private sealed class OpenGate : IGate
    {
        public Tensor AllowedPairs(PhonemeMatch match) => match.RealPairs();

        public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match) =>
            new(attended.alias(), match.TargetMask.to(hidden.dtype));
    }
}
