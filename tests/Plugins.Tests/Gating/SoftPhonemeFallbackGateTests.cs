using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Gating;

public sealed class SoftPhonemeFallbackGateTests : GateConformance
{
    protected override IGate Build(GateContext context) => new SoftPhonemeFallbackGate(new() { Groups = 3 }, context);

    [Fact]
    public void Blend_Untrained_IsTheHardRuleBitForBit()
    {
        using var scope = NewDisposeScope();
        var (hidden, attended) = Gates.States();
        var soft = new SoftPhonemeFallbackGate(new() { Groups = 2 }, Gates.Place);

        var hard = new PhonemeFallbackGate(new(), Gates.Place).Blend(hidden, attended, Gates.Match());
        var (output, openness) = soft.Blend(hidden, attended, Gates.Match());

        TensorAssert.SameBits(hard.Output, output);
        TensorAssert.SameBits(hard.Openness, openness);
    }

    [Fact]
    public void AllowedPairs_PhonemeAbsent_AreAllRealFrames()
    {
        using var scope = NewDisposeScope();

        var pairs = Gate(groups: 1).AllowedPairs(Gates.Match());

        bool[,] expected = { { false, true, false }, { true, true, false }, { false, false, false } };
        TensorAssert.SameBits(tensor(expected).unsqueeze(0), pairs);
    }

    [Fact]
    public void Blend_LearnedValues_AreTheSharesOfTheirGroups()
    {
        using var scope = NewDisposeScope();
        var gate = Gate(groups: 2, present: [0.25f, 1.5f], absent: [-0.5f, 0.75f]); // beyond [0, 1]: its ends

        var (output, openness) = gate.Blend(zeros(1, 2, 4, 3), ones(1, 2, 4, 3), Gates.Match());

        float[,] shares = { { 0.25f, 0, 0 }, { 1, 0.75f, 0 } };                     // present, absent, padding
        TensorAssert.SameBits(tensor(shares).view(1, 2, 1, 3).expand(1, 2, 4, 3), output);
        TensorAssert.SameBits(tensor(new[,] { { 0.625f, 0.375f, 0 } }), openness);
    }

    [Fact]
    public void Blend_GroupOfSeveralChannels_AreNeighbours()
    {
        using var scope = NewDisposeScope();
        var place = Gates.Place with { Site = Gates.Place.Site with { Channels = 6 } };
        var gate = Set(new SoftPhonemeFallbackGate(new() { Groups = 2 }, place), [0.25f, 0.5f], [0, 0]);

        var (output, _) = gate.Blend(zeros(1, 6, 4, 3), ones(1, 6, 4, 3), Gates.Match());

        var byChannel = output.select(3, 0).select(2, 0).squeeze(0);                // [C]
        TensorAssert.SameBits(tensor(new[] { 0.25f, 0.25f, 0.25f, 0.5f, 0.5f, 0.5f }), byChannel);
    }

    [Fact]
    public void Blend_Backwards_PassesTheGradientBeyondTheEnds()
    {
        using var scope = NewDisposeScope();
        var gate = Gate(groups: 2, present: [1.5f, -0.5f], absent: [-2, 3]);

        gate.Blend(zeros(1, 2, 4, 3), full(1, 2, 4, 3, 0.5f), Gates.Match()).Output.sum().backward();

        var gradients = gate.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!);
        TensorAssert.SameBits(tensor(new float[] { 2, 2 }), gradients["present"]); // 4 bins of 0.5 in one frame
        TensorAssert.SameBits(tensor(new float[] { 2, 2 }), gradients["absent"]);
    }

    [Fact]
    public void Blend_BetweenTheEndsInFloat64_HasTheGradientsOfSmallSteps()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(6);
        var gate = Gate(groups: 2, present: [0.6f, 0.9f], absent: [0.3f, 0.2f]);
        gate.to(float64);
        var states = randn([2, 1, 2, 4, 3], dtype: float64, generator: random);
        var (hidden, attended) = (states[0].requires_grad_(), states[1].requires_grad_());
        var leaves = gate.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter);

        GradientAssert.AgreesWithDifferences(
            () => gate.Blend(hidden, attended, Gates.Match()).Output.square().sum(), leaves);
    }

    [Fact]
    public void Penalty_OfTheHardRule_IsZero()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(0, Gate(groups: 2, penalty: 3).Penalty().item<float>());
    }

    [Fact]
    public void Penalty_LearnedValues_IsTheMeanSquareDistanceFromTheHardRule()
    {
        using var scope = NewDisposeScope();
        var gate = Gate(groups: 2, present: [0.5f, 2], absent: [0.25f, -1], penalty: 3);

        var penalty = gate.Penalty();
        penalty.backward();

        Assert.Equal(3 * (0.25 + 0.0625 + 1 + 1) / 2, penalty.item<float>(), 1e-6); // float32 sum of four terms
        var absent = gate.named_parameters().Single(entry => entry.name == "absent").parameter;
        TensorAssert.Close(tensor(new[] { 0.75f, -3 }), absent.grad!, 1e-6);        // λ·2·absent/G
    }

    [Fact]
    public void Penalty_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var gate = Gate(groups: 2);

        TensorAssert.NoneLeftBehind(() => gate.Penalty().Dispose());
    }

    [Fact]
    public void StateDict_OfASite_HasABlendOfEachKindAndGroup()
    {
        using var gate = Gate(groups: 2);

        var shapes = gate.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");

        Assert.Equal(["present [2]", "absent [2]"], shapes);
    }

    [Fact]
    public void Constructor_GroupsThatDoNotDivideTheChannels_NamesTheSite()
    {
        var fault = Assert.Throws<OptionsException>(() => Gate(groups: 3));

        Assert.Equal("Groups must divide the 2 channels of site 'mid', but was 3.", fault.Message);
    }

    [Fact]
    public void Blend_HiddenOfOtherChannels_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TensorShapeException>(
            () => Gate(groups: 2).Blend(zeros(1, 4, 4, 3), zeros(1, 4, 4, 3), Gates.Match()));

        Assert.Equal("hidden must be [B, C=2, M, T], but was [1, 4, 4, 3].", fault.Message);
    }

    private static SoftPhonemeFallbackGate Gate(
        int groups, float[]? present = null, float[]? absent = null, double penalty = 0) => Set(
            new SoftPhonemeFallbackGate(new() { Groups = groups, Penalty = penalty }, Gates.Place), present, absent);

    private static SoftPhonemeFallbackGate Set(SoftPhonemeFallbackGate gate, float[]? present, float[]? absent)
    {
        using var off = no_grad();
        foreach (var (name, parameter) in gate.named_parameters())
            if ((name == "present" ? present : absent) is { } values)
                parameter.copy_(tensor(values));
        return gate;
    }
}
