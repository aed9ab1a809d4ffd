using Melange.Host.Assembly;
using Melange.Host.Tests.Synthesis;
using Melange.Testing;

namespace Melange.Host.Tests.Assembly;

public sealed class NullReferenceTests
{
    [Fact]
    public void InPlaceOf_OneOfTwoDropped_ReplacesThatOneAlone()
    {
        using var scope = NewDisposeScope();
        using var guided = new GuidedModel();
        var reference = guided.Question().Reference;

        var kept = guided.Model.WithoutReference(reference, tensor(new[] { true, false }));

        Assert.Equal(reference.Features.shape, kept.Features.shape);
        TensorAssert.SameBits(full_like(reference.Features[0], 0.5), kept.Features[0]);
        TensorAssert.SameBits(reference.Features[1], kept.Features[1]);
        Assert.False(kept.Phonemes[0].any().item<bool>());
        TensorAssert.SameBits(reference.Phonemes[1], kept.Phonemes[1]);
        TensorAssert.SameBits(reference.Mask, kept.Mask);
        Assert.All(kept.Conditions.Values,
            condition => TensorAssert.SameBits(full_like(condition[0], 0.5), condition[0]));
    }

    [Fact]
    public void Score_DroppedReference_DoesNotDependOnIt()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var guided = new GuidedModel();
        var question = guided.Question();
        var other = question.Reference with
        {
            Features = question.Reference.Features + 1,
            Phonemes = question.Reference.Phonemes.flip(1),
            Conditions = question.Reference.Conditions.ToDictionary(entry => entry.Key, entry => entry.Value + 1)
        };
        Tensor Score(ConditionedReference reference) => guided.Model.Estimator.Score(question with
        {
            Time = full_like(question.Time, 0.5),
            Reference = guided.Model.WithoutReference(reference, tensor(new[] { true, false }))
        });

        var (first, second) = (Score(question.Reference), Score(other));

        TensorAssert.SameBits(first[0], second[0]);
        Assert.True(TensorAssert.LargestDifference(first[1], second[1]) > 1e-3, "The kept reference changes nothing.");
    }

    [Fact]
    public void BuildModel_NoDropout_HasNoNullReference()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options();
        using var model = RunAssembly.BuildModel(options, TinyRun.Corpus(options).Inventory, CPU);

        Assert.DoesNotContain(
            model.state_dict().Keys, key => key.StartsWith("nullReference", StringComparison.Ordinal));
        Assert.StartsWith("Bug in Melange: ", Assert.Throws<InvalidOperationException>(
            () => model.WithoutReference(null!, null!)).Message);
    }

    [Fact]
    public void BuildModel_Dropout_StartsFromTheSameWeights()
    {
        using var tiny = new TinyRun();
        var (plain, dropping) = (tiny.Options(), tiny.Options("model.referenceDropout=0.1"));
        var inventory = TinyRun.Corpus(plain).Inventory;
        using var model = RunAssembly.BuildModel(plain, inventory, CPU);
        using var guided = RunAssembly.BuildModel(dropping, inventory, CPU);

        var added = guided.state_dict().Keys.Except(model.state_dict().Keys);

        Assert.Equal(["nullReference.speaker", "nullReference.melstyle"], added);
        Assert.All(model.state_dict(), entry => TensorAssert.SameBits(entry.Value, guided.state_dict()[entry.Key]));
    }

    [Theory, InlineData("1"), InlineData("-0.1")]
    public void Options_DropoutOutOfRange_AreRefused(string dropout)
    {
        using var tiny = new TinyRun();

        var fault = Assert.Single(Assert.Throws<FaultException>(
            () => tiny.Options($"model.referenceDropout={dropout}")).Faults);

        Assert.Equal($"model.referenceDropout must be at least 0 and below 1, but was {dropout}.", fault.Message);
    }

    [Fact]
    public void Options_GuidanceWithoutDropout_AreRefused()
    {
        using var tiny = new TinyRun();

        var fault = Assert.Single(Assert.Throws<FaultException>(() => tiny.Options("synthesis.guidance=1.5")).Faults);

        Assert.Equal("synthesis.guidance must be 0 for a model without model.referenceDropout, but was 1.5.",
            fault.Message);
    }

    [Fact]
    public void Options_NegativeGuidance_AreRefused()
    {
        using var tiny = new TinyRun();

        var fault = Assert.Single(Assert.Throws<FaultException>(() => tiny.Options("synthesis.guidance=-1")).Faults);

        Assert.Equal("synthesis.guidance must be at least 0, but was -1.", fault.Message);
    }
}
