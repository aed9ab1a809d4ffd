using Melange.Testing;

namespace Melange.Plugins.Tests.Conditioning;

public sealed class SpeakerConditionerTests : ConditionerConformance
{
    private static readonly SpeakerOptions Options = new() { Width = 7, Hidden = 9, Embedding = 4 };

    protected override IConditioner Build(ConditionerContext context) => new SpeakerConditioner(Options, context);

    [Fact]
    public void StateDict_OfThreeSpeakers_HasTheStatedKeysAndShapes()
    {
        using var conditioner = new SpeakerConditioner(Options, Context);

        Assert.Equal(
            [
                "embedding.weight [3, 4]", "perceptron.first.weight [9, 4]", "perceptron.first.bias [9]",
                "perceptron.second.weight [7, 9]", "perceptron.second.bias [7]"
            ],
            Perceptrons.Shapes(conditioner));
    }

    [Fact]
    public void Condition_TwoSpeakers_FollowsTheFormulaInEveryFrame()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var conditioner = new SpeakerConditioner(Options, Context);
        var weights = conditioner.state_dict();

        var features = conditioner.Condition(Example());

        var embedded = weights["embedding.weight"].index_select(0, tensor([2L, 0]));
        TensorAssert.Close(Perceptrons.Formula(embedded, weights).unsqueeze(2).expand(2, 7, 6), features, 1e-6);
    }

    [Fact]
    public void Condition_WithoutPerceptron_IsTheEmbeddingInEveryFrame()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var conditioner = new SpeakerConditioner(new() { Width = 7, Hidden = 0, Embedding = 7 }, Context);

        var features = conditioner.Condition(Example());

        Assert.Equal(["embedding.weight [3, 7]"], Perceptrons.Shapes(conditioner));
        Assert.Equal(0, conditioner.MultiplyAdds(new(2, 3, 5, 6)));
        var embedded = conditioner.state_dict()["embedding.weight"].index_select(0, tensor([2L, 0]));
        Assert.True(embedded.unsqueeze(2).expand(2, 7, 6).equal(features).all().item<bool>());
    }

    [Fact]
    public void Condition_SpeakersOfOtherBatch_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var conditioner = new SpeakerConditioner(Options, Context);

        var fault = Assert.Throws<TensorShapeException>(
            () => conditioner.Condition(Example() with { Speakers = tensor([1L, 2, 0]) }));

        Assert.Equal("reference.Speakers must be [B=2], but was [3].", fault.Message);
    }
}
