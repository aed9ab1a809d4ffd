using Melange.Host.Synthesis;
using Melange.Testing;

namespace Melange.Host.Tests.Synthesis;

public sealed class GuidedScoreTests
{
    private static readonly Tensor Times = tensor(new[] { 0.6f, 0.6f }).DetachFromDisposeScope();

    [Fact]
    public void At_NoGuidance_IsTheEstimatorsAnswerBitForBit()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var guided = new GuidedModel();
        var question = guided.Question();

        var score = new GuidedScore(guided.Model, question, scale: 0).At(question.Mean, Times, edit: null);

        TensorAssert.SameBits(guided.Model.Estimator.Score(question with { Time = Times }), score);
    }

    [Theory, InlineData(0.5), InlineData(3)]
    public void At_Guidance_GoesFurtherFromTheNullReference(double scale)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var guided = new GuidedModel("model.estimator.gate.use=always");
        var question = guided.Question() with { Time = Times };
        var given = guided.Model.Estimator.Score(question);
        var free = guided.Model.Estimator.Score(question with { Reference = Null(guided, question) });

        var score = new GuidedScore(guided.Model, question, scale).At(question.Noisy, Times, edit: null);

        Assert.True(TensorAssert.LargestDifference(given, free) > 1e-3, "The null reference changes nothing.");
        TensorAssert.Close((1 + scale) * given - scale * free, score, 1e-5 * (1 + scale)); // float32, other batch
    }

    [Theory, InlineData(0, 2), InlineData(1.5, 4)]
    public void At_AnyScale_AsksTheEstimatorOnceForBoth(double scale, long items)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var guided = new GuidedModel();
        var probe = new CountingProbe();
        var question = guided.Question() with { Probe = probe };

        new GuidedScore(guided.Model, question, scale).At(question.Mean, Times, edit: null);

        Assert.Equal([items], probe.ItemsOfEachForward);
    }

    [Fact]
    public void At_GuidanceWithEdit_LeavesTheNullReferenceAlone()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var guided = new GuidedModel("model.estimator.gate.use=always");
        var question = guided.Question() with { Time = Times };
        var edit = new AttentionEdit(zeros_like(question.TargetMask).to(float32), null);
        var given = guided.Model.Estimator.Score(question with { Edit = edit });
        var free = guided.Model.Estimator.Score(question with { Reference = Null(guided, question) });

        var score = new GuidedScore(guided.Model, question, scale: 2).At(question.Noisy, Times, edit);

        TensorAssert.Close(3 * given - 2 * free, score, 3e-5);
    }

    private static ConditionedReference Null(GuidedModel guided, EstimatorInput question) =>
        guided.Model.WithoutReference(question.Reference, ones(2, dtype: ScalarType.Bool));

    private sealed class CountingProbe : IProbe
    {
        public List<long> ItemsOfEachForward { get; } = [];

        public bool Wants(string site, string quantity, long entries) => false;

        public void Record(string site, string quantity, Tensor value)
        {
            if (site == "mid" && quantity == ProbeQuantity.Hidden)
                ItemsOfEachForward.Add(value.shape[0]);
        }
    }
}
