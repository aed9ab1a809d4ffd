using Melange.Testing;

namespace Melange.Plugins.Tests.Conditioning;

public sealed class MelStyleConditionerTests : ConditionerConformance
{
    private static readonly MelStyleOptions Options = new() { Width = 7, Hidden = 9 };

    protected override IConditioner Build(ConditionerContext context) => new MelStyleConditioner(Options, context);

    [Fact]
    public void StateDict_OfFiveBins_HasTheStatedKeysAndShapes()
    {
        using var conditioner = new MelStyleConditioner(Options, Context);

        Assert.Equal(
            [
                "perceptron.first.weight [9, 5]", "perceptron.first.bias [9]",
                "perceptron.second.weight [7, 9]", "perceptron.second.bias [7]"
            ],
            Perceptrons.Shapes(conditioner));
    }

    [Fact]
    public void Condition_AnyFrame_FollowsTheFormulaOfThatFrameAlone()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var conditioner = new MelStyleConditioner(Options, Context);
        var reference = Example();

        var features = conditioner.Condition(reference);

        for (var frame = 0; frame < 6; frame++)
        {
            var expected = Perceptrons.Formula(reference.LogMel.select(2, frame), conditioner.state_dict());
            TensorAssert.Close(expected, features.select(2, frame), 1e-5);
        }
    }

    [Fact]
    public void Condition_StyleVectors_FollowsTheFormulaOfThoseAndNotOfTheLogMel()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var conditioner = new MelStyleConditioner(
            Options with { Source = StyleSource.Vectors }, Context with { StyleWidth = 3 });
        var reference = Example() with { Style = randn(2, 3, 6) };

        var features = conditioner.Condition(reference);

        Assert.Equal("perceptron.first.weight [9, 3]", Perceptrons.Shapes(conditioner).First());
        for (var frame = 0; frame < 6; frame++)
            TensorAssert.Close(Perceptrons.Formula(reference.Style.select(2, frame), conditioner.state_dict()),
                features.select(2, frame), 1e-5);
    }

    [Fact]
    public void Condition_VectorsAskedForButNotThere_SaysSo()
    {
        using var scope = NewDisposeScope();
        var conditioner = new MelStyleConditioner(
            Options with { Source = StyleSource.Vectors }, Context with { StyleWidth = 3 });

        var missing = Assert.Throws<InvalidOperationException>(() => conditioner.Condition(Example()));
        var other = Assert.Throws<TensorShapeException>(
            () => conditioner.Condition(Example() with { Style = zeros(2, 4, 6) }));
        var none = Assert.Throws<OptionsException>(() => new MelStyleConditioner(
            Options with { Source = StyleSource.Vectors }, Context));

        Assert.Equal("reference.Style must be given, as source is vectors, but is not.", missing.Message);
        Assert.Equal("reference.Style must be [B=2, W=3, R=6], but was [2, 4, 6].", other.Message);
        Assert.Contains("Source must be log-mel for a corpus without style vectors, but was vectors.", none.Message);
    }

    [Fact]
    public void Condition_LogMelOfOtherBins_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var conditioner = new MelStyleConditioner(Options, Context);

        var fault = Assert.Throws<TensorShapeException>(
            () => conditioner.Condition(Example() with { LogMel = zeros(2, 4, 6) }));

        Assert.Equal("reference.LogMel must be [B=2, M=5, R=6], but was [2, 4, 6].", fault.Message);
    }
}
