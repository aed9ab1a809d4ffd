using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>Dropout of weights: random in training, seeded, and nothing in evaluation.</summary>
public sealed class DropoutTests
{
    private const int EmptyFrame = 2;
    private static readonly AttentionSite Site = new("mid", Level: 0, Channels: 3, Bins: 4, ReferenceWidth: 7);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_InEvaluation_IsThatOfNoDropout(string design)
    {
        using var scope = NewDisposeScope();
        var (with, without) = (Build(design, dropout: 0.5), Build(design, dropout: 0));
        with.eval();

        TensorAssert.SameBits(Attend(without, seed: 1), Attend(with, seed: 1));
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_InTraining_FollowsTheSeedAndChangesTheOutput(string design)
    {
        using var scope = NewDisposeScope();
        var attention = Build(design, dropout: 0.5);

        var (first, again) = (Attend(attention, seed: 1), Attend(attention, seed: 1));
        var other = Attend(attention, seed: 2);

        TensorAssert.SameBits(first, again);
        Assert.True(TensorAssert.LargestDifference(first, other) > 1e-3, "Two seeds drop the same.");
        Assert.True(TensorAssert.LargestDifference(first, Attend(Build(design, 0), 1)) > 1e-3, "Nothing is dropped.");
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_InTraining_GivesAnEmptyRowNothingOfTheReference(string design)
    {
        using var scope = NewDisposeScope();
        var attention = Build(design, dropout: 0.5);

        var empty = Attend(attention, seed: 1).select(3, EmptyFrame);               // [B, C, M]

        var bias = attention.state_dict()["toOutput.bias"].view(1, -1, 1).expand(empty.shape);
        TensorAssert.Close(bias, empty, 1e-6);                                      // the bias, plus zeros
    }

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_InTraining_KeepsItsMeanOverManySeeds(string design)
    {
        using var scope = NewDisposeScope();
        var attention = Build(design, dropout: 0.25);

        var mean = stack(Enumerable.Range(0, 400).Select(seed => Attend(attention, seed)).ToArray()).mean([0]);

        // A mean of 400 draws whose spread is below 0.3: five times its standard error.
        TensorAssert.Close(Attend(Build(design, dropout: 0), seed: 1), mean, 5 * 0.3 / Math.Sqrt(400));
    }

    private static Tensor Attend(nn.Module attention, int seed)
    {
        using var off = no_grad();
        using var random = new Generator(3);
        var pairs = ones(2, 5, 6, dtype: ScalarType.Bool);
        pairs[TensorIndex.Colon, EmptyFrame] = false;
        var hidden = randn([2, 3, 4, 5], generator: random);
        var reference = randn([2, 7, 6], generator: random);
        manual_seed(seed);
        return ((IReferenceAttention)attention).Attend(
            hidden, new(reference, ones(2, 5, dtype: ScalarType.Bool), pairs));
    }

    private static nn.Module Build(string design, double dropout)
    {
        manual_seed(1);
        return design == "f2f"
            ? new FrameToFrameAttention(new() { Heads = 2, Features = 3, Dropout = dropout }, Site)
            : new FrameToBinAttention(new() { Heads = 2, Features = 3, Dropout = dropout }, Site);
    }
}
