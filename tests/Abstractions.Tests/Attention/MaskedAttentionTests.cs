using CsCheck;
using Melange.Testing;

namespace Melange.Tests.Attention;

public sealed class MaskedAttentionTests
{
    [Fact]
    public void Weights_HandMadeScores_AreTheirSoftmaxOverAllowedFrames()
    {
        using var scope = NewDisposeScope();
        var query = tensor(new float[] { 1, 0, 0, 1 }).view(1, 1, 2, 2);
        var key = tensor(new float[] { 2, 0, 0, 3, 5, 5 }).view(1, 1, 3, 2);
        var allowed = tensor(new[,] { { true, true, false }, { false, false, false } }).view(1, 1, 2, 3);

        var weights = MaskedAttention.Weights(query, key, allowed);

        // Scores 2/√2 and 0; the third may not be seen.
        var first = Math.Exp(2 / Math.Sqrt(2)) / (Math.Exp(2 / Math.Sqrt(2)) + 1);
        TensorAssert.Close(tensor(new[] { first, 1 - first, 0, 0, 0, 0 }).view(1, 1, 2, 3), weights, 1e-6);
    }

    [Fact]
    public void Context_AnySizesAndMasks_EqualsWeightsTimesValue() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 6], Gen.Int[1, 7], Gen.Int[0, 1000]).Sample(
        (queries, references, features, seed) =>
        {
            using var scope = NewDisposeScope();
            using var random = new Generator((ulong)seed);
            var query = randn([2, 3, queries, features], generator: random);
            var key = randn([2, 3, references, features], generator: random);
            var value = randn([2, 3, references, features], generator: random);
            var allowed = rand([2, 1, queries, references], generator: random).lt(0.5);

            var streamed = MaskedAttention.Context(query, key, value, allowed);
            var weights = MaskedAttention.Weights(query, key, allowed);

            TensorAssert.Close(weights.matmul(value), streamed, 1e-5);
            var sums = weights.sum(-1);
            Assert.True((sums.sub(1).abs().lt(1e-5) | sums.eq(0)).all().item<bool>());
        }, iter: 40);

    [Fact]
    public void WithoutUseless_NaNInAFrameThatNobodySees_BecomesZero()
    {
        using var scope = NewDisposeScope();
        var reference = tensor(new[] { 1, float.NaN, 3 }).view(1, 1, 3);
        var allowed = tensor(new[,] { { true, false, false }, { false, false, true } }).unsqueeze(0);

        var clean = MaskedAttention.WithoutUseless(reference, allowed);

        Assert.Equal([1, 0, 3], clean.data<float>().ToArray());
    }

    [Fact]
    public void Weights_KeyOfOtherWidth_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TensorShapeException>(() =>
            MaskedAttention.Weights(zeros(2, 3, 4, 5), zeros(2, 3, 6, 7), ones(2, 1, 4, 6, dtype: ScalarType.Bool)));

        Assert.Equal("key must be [B=2, H=3, R, A=5], but was [2, 3, 6, 7].", fault.Message);
    }
}
