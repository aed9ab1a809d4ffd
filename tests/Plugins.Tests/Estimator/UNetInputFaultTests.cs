namespace Melange.Plugins.Tests.Estimator;

/// <summary>What the network refuses before any tensor operation, word for word.</summary>
public sealed class UNetInputFaultTests
{
    [Fact]
    public void Score_ReferenceWithoutAValidFrame_NamesTheItem()
    {
        using var scope = NewDisposeScope();
        var input = Input();
        var mask = ones(2, 9, dtype: ScalarType.Bool);
        mask[1] = false;

        Assert.Equal("referenceMask must have a valid frame for each item of the batch, but item 1 has none.",
            FaultOf(input with { Reference = input.Reference with { Mask = mask } }));
    }

    [Fact]
    public void Score_ReferenceOfNoFrames_NamesTheItem()
    {
        using var scope = NewDisposeScope();
        var input = Input();
        var reference = input.Reference with
        {
            Features = zeros(2, 14, 0),
            Mask = zeros(2, 0, dtype: ScalarType.Bool),
            Phonemes = zeros(2, 0, dtype: int64)
        };

        Assert.Equal("referenceMask must have a valid frame for each item of the batch, but item 0 has none.",
            FaultOf(input with { Reference = reference }));
    }

    [Theory, InlineData(7, 7), InlineData(-1, -1), InlineData(1000, 1000)]
    public void Score_PhonemeIdsOutsideTheInventory_SaysWhichAreInside(long id, long shown)
    {
        using var scope = NewDisposeScope();
        var input = Input();
        var (target, reference) = (input.TargetPhonemes.clone(), input.Reference.Phonemes.clone());
        target[1, 5] = id;
        reference[0, 3] = id;

        Assert.Equal($"targetPhonemes must hold ids of the inventory, from 0 to 6, but held {shown}.",
            FaultOf(input with { TargetPhonemes = target }));
        Assert.Equal($"referencePhonemes must hold ids of the inventory, from 0 to 6, but held {shown}.",
            FaultOf(input with { Reference = input.Reference with { Phonemes = reference } }));
    }

    [Fact]
    public void Score_NoFrames_SaysSo()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("noisy must be at least 1 on every axis, but was [2, 8, 0].",
            FaultOf(Input() with { Noisy = zeros(2, 8, 0) }));
    }

    [Fact]
    public void Score_EditsOfOtherLengths_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        AttentionEdit[] misfits =
        [
            new(ones(2, 13), null),
            new(null, new(zeros(2, 9, 12, dtype: ScalarType.Bool), null)),
            new(null, new(null, zeros(2, 12, 8, dtype: ScalarType.Bool)))
        ];

        Assert.Equal(
            [
                "edit.Scale must be [B=2, T=12], but was [2, 13].",
                "edit.Links.Forced must be [B=2, T=12, R=9], but was [2, 9, 12].",
                "edit.Links.Forbidden must be [B=2, T=12, R=9], but was [2, 12, 8]."
            ],
            misfits.Select(edit => FaultOf(Input() with { Edit = edit })));
    }

    private static EstimatorInput Input() => Estimators.Input(batch: 2, frames: 12, references: 9);

    private static string FaultOf(EstimatorInput input)
    {
        using var unet = Estimators.Small("f2f", seed: 7);
        return Assert.Throws<TensorShapeException>(() => unet.Score(input)).Message;
    }
}
