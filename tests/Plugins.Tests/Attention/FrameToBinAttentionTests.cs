using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Attention;

public sealed class FrameToBinAttentionTests : AttentionMapConformance
{
    protected override IReferenceAttention Build(AttentionSite site) =>
        new FrameToBinAttention(new() { Heads = 2, Features = 3 }, site);

    [Fact]
    public void StateDict_OfASite_HasTheStatedKeysAndShapes()
    {
        using var attention = new FrameToBinAttention(
            new() { Heads = 2, Features = 3 }, new("up.0", Level: 1, Channels: 4, Bins: 8, ReferenceWidth: 5));

        var shapes = attention.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");

        Assert.Equal(
            [
                "toQuery.weight [6, 4, 1, 1]", "toKey.weight [6, 5, 1]", "toValue.weight [6, 5, 1]",
                "toOutput.weight [4, 6, 1, 1]", "toOutput.bias [4]"
            ],
            shapes);
    }

    [Fact]
    public void Constructor_OptionsBroken_Throws()
    {
        var fault = Assert.Throws<OptionsException>(
            () => new FrameToBinAttention(new() { Heads = 0 }, HandMade.Site));

        Assert.Equal("Heads must be at least 1, but was 0.", fault.Message);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Attend_HandMadeWeights_FollowsTheFormula(bool watched)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var attention = new FrameToBinAttention(new() { Heads = 1, Features = 1 }, HandMade.Site);
        HandMade.Set(attention, ("toQuery.weight", [1]), ("toKey.weight", [1]), ("toValue.weight", [2]),
            ("toOutput.weight", [5]), ("toOutput.bias", [0.5f]));
        var input = HandMade.Input(new BlindProbe());

        var output = attention.Attend(
            tensor(new float[,] { { 0, 1 }, { 1, 1 } }).view(1, 1, 2, 2),
            watched ? input : input with { Probe = null });

        var (even, rising) = (0.5f + 10 * HandMade.OfEven, 0.5f + 10 * HandMade.OfRising);
        var expected = tensor(new float[,] { { even, rising }, { rising, rising } });
        TensorAssert.Close(expected.view(1, 1, 2, 2), output, 1e-5);
    }

    [Fact]
    public void Attend_HandMadeWeights_RecordsARowForEachBinAndFrame()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var attention = new FrameToBinAttention(new() { Heads = 1, Features = 4 }, HandMade.Site);
        HandMade.Set(attention, ("toQuery.weight", [1, 1, 0, 0]), ("toKey.weight", [1, 1, 1, 1])); // 2/√4 = 1
        var probe = new RecordingProbe();

        attention.Attend(tensor(new float[,] { { 0, 1 }, { 1, 1 } }).view(1, 1, 2, 2), HandMade.Input(probe));

        var rows = tensor([.. HandMade.Even, .. HandMade.Rising, .. HandMade.Rising, .. HandMade.Rising]);
        var map = rows.view(1, 1, 2, 2, 3);                                         // [B, H, M, T, R]
        TensorAssert.Close(map, probe.Taken[("mid", ProbeQuantity.AttentionMapByBin)], 1e-6);
        TensorAssert.Close(map.mean([2]), probe.Taken[("mid", ProbeQuantity.AttentionMap)], 1e-6);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Attend_EntryByEntryInFloat64_HasTheGradientsOfSmallSteps(bool watched)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var attention = new FrameToBinAttention(new() { Heads = 2, Features = 3 }, AttentionGradients.Site);
        attention.to(float64);

        AttentionGradients.AgreeWithDifferences(attention, watched);
    }
}
