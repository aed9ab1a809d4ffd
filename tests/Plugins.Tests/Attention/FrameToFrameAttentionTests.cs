using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Attention;

public sealed class FrameToFrameAttentionTests : AttentionMapConformance
{
    protected override IReferenceAttention Build(AttentionSite site) =>
        new FrameToFrameAttention(new() { Heads = 2, Features = 3 }, site);

    [Fact]
    public void StateDict_OfASite_HasTheStatedKeysAndShapes()
    {
        using var attention = new FrameToFrameAttention(
            new() { Heads = 2, Features = 3 }, new("up.0", Level: 1, Channels: 4, Bins: 8, ReferenceWidth: 5));

        var shapes = attention.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");

        Assert.Equal(
            [
                "toQuery.weight [6, 4, 1, 1]", "toKey.weight [48, 5, 1]", "toValue.weight [48, 5, 1]",
                "toOutput.weight [4, 6, 1, 1]", "toOutput.bias [4]"
            ],
            shapes);
    }

    [Fact]
    public void Constructor_OptionsBroken_Throws()
    {
        var fault = Assert.Throws<OptionsException>(
            () => new FrameToFrameAttention(new() { Heads = 0 }, HandMade.Site));

        Assert.Equal("Heads must be at least 1, but was 0.", fault.Message);
    }

    [Fact]
    public void Attend_HandMadeWeights_FollowsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var attention = new FrameToFrameAttention(new() { Heads = 1, Features = 1 }, HandMade.Site);
        HandMade.Set(attention, ("toQuery.weight", [MathF.Sqrt(2)]),                 // undoes the division by √(A·M)
            ("toKey.weight", [1, 0]), ("toValue.weight", [0, 1]),                  // bin 0 is compared, bin 1 is filled
            ("toOutput.weight", [10]), ("toOutput.bias", [0.5f]));
        var probe = new RecordingProbe();

        var output = attention.Attend(
            tensor(new float[,] { { 0, 1 }, { 5, -3 } }).view(1, 1, 2, 2), HandMade.Input(probe));

        var map = tensor([.. HandMade.Even, .. HandMade.Rising]).view(1, 1, 2, 3);  // [B, H, T, R]
        TensorAssert.Close(map, probe.Taken[("mid", ProbeQuantity.AttentionMap)], 1e-6);
        float[,] expected = { { 0.5f, 0.5f }, { 0.5f + 10 * HandMade.OfEven, 0.5f + 10 * HandMade.OfRising } };
        TensorAssert.Close(tensor(expected).view(1, 1, 2, 2), output, 1e-5);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Attend_EntryByEntryInFloat64_HasTheGradientsOfSmallSteps(bool watched)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var attention = new FrameToFrameAttention(new() { Heads = 2, Features = 3 }, AttentionGradients.Site);
        attention.to(float64);

        AttentionGradients.AgreeWithDifferences(attention, watched);
    }
}
