using Melange.Testing;

namespace Melange.Plugins.Tests.Conditioning;

public sealed class EmotionConditionerTests : ConditionerConformance
{
    private static readonly ConditionerOptions Options = new() { Width = 7, Hidden = 9 };

    protected override IConditioner Build(ConditionerContext context) => new EmotionConditioner(Options, context);

    [Fact]
    public void StateDict_OfFourEmotions_HasTheStatedKeysAndShapes()
    {
        using var conditioner = new EmotionConditioner(Options, Context);

        Assert.Equal(
            [
                "perceptron.first.weight [9, 4]", "perceptron.first.bias [9]",
                "perceptron.second.weight [7, 9]", "perceptron.second.bias [7]"
            ],
            Perceptrons.Shapes(conditioner));
    }

    [Fact]
    public void Condition_TwoEmotions_FollowsTheFormulaInEveryFrame()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var conditioner = new EmotionConditioner(Options, Context);

        var features = conditioner.Condition(Example());

        var labels = tensor(new float[,] { { 0, 1, 0, 0 }, { 0, 0, 0, 1 } });
        var expected = Perceptrons.Formula(labels, conditioner.state_dict()).unsqueeze(2).expand(2, 7, 6);
        TensorAssert.Close(expected, features, 1e-6);
    }

    [Fact]
    public void Condition_EmotionsOfOtherBatch_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var conditioner = new EmotionConditioner(Options, Context);

        var fault = Assert.Throws<TensorShapeException>(
            () => conditioner.Condition(Example() with { Emotions = tensor([1L, 2, 0]) }));

        Assert.Equal("reference.Emotions must be [B=2], but was [3].", fault.Message);
    }
}
