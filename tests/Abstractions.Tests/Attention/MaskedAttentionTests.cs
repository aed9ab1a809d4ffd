using CsCheck;
using Melange.Testing;

namespace Melange.Tests.Attention;

public sealed class MaskedAttentionTests
{
    [Fact]
    public void Weights_HandMadeScores_AreTheirSoftmaxOverAllowedFrames()
    {
        using var scope = NewDisposeScope();
        var scores = tensor(new float[] { 2, 0, 7, 4, 5, 6 }).view(1, 1, 2, 3);
        var allowed = tensor(new[,] { { true, true, false }, { false, false, false } }).unsqueeze(0);

        var weights = MaskedAttention.Weights(scores, SoftmaxMask.Of(allowed, float32));

        var first = Math.Exp(2) / (Math.Exp(2) + 1); // the third may not be seen
        TensorAssert.Close(tensor(new[] { first, 1 - first, 0, 0, 0, 0 }).view(1, 1, 2, 3), weights, 1e-6);
    }

    [Fact]
    public void Context_AnySizesAndMasks_EqualsWeightsTimesValue() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 6], Gen.Int[1, 7], Gen.Int[0, 1000]).Sample(
        (targets, references, features, seed) =>
        {
            using var scope = NewDisposeScope();
            using var random = new Generator((ulong)seed);
            var query = randn([2, 3, targets, features], generator: random);
            var key = randn([2, 3, references, features], generator: random);
            var value = randn([2, 3, references, features], generator: random);
            var mask = SoftmaxMask.Of(rand([2, targets, references], generator: random).lt(0.5), float32);

            var streamed = MaskedAttention.Context(query, key, value, mask);
            var weights = MaskedAttention.Weights(query.matmul(key.transpose(2, 3)) / Math.Sqrt(features), mask);

            TensorAssert.Close(weights.matmul(value), streamed, 1e-5); // float32 sums of a few terms near 1
            var sums = weights.sum(-1);
            Assert.True((sums.sub(1).abs().lt(1e-5) | sums.eq(0)).all().item<bool>());
        }, iter: 40, threads: 1);

    [Fact]
    public void Context_RowsOverManyBlocksOfFrames_LookOnlyWhereAllowed()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        const int references = 1500; // the library streams over blocks of 512
        var (query, key) = (randn([1, 2, 3, 4], generator: random), randn([1, 2, references, 4], generator: random));
        var allowed = zeros(1, 3, references, dtype: ScalarType.Bool);
        allowed[0, 0, 1300] = allowed[0, 2, 7] = true; // row 1 is empty

        var streamed = MaskedAttention.Context(query, key, key, SoftmaxMask.Of(allowed, float32));

        var expected = stack([key.select(2, 1300), zeros(1, 2, 4), key.select(2, 7)], 2);
        TensorAssert.Close(expected, streamed, 1e-6);
    }

    [Fact]
    public void Context_OneFrameOfOddStrides_EqualsWeightsTimesValue()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        // [B, H, 1, A] whose third stride is 1: "contiguous", but no row of A values to a matrix product
        var (query, key, value) = (Odd(), Odd(), Odd());

        var streamed = MaskedAttention.Context(query, key, value, new(null, null));

        TensorAssert.Close(value, streamed, 1e-6); // one reference frame has all the weight

        Tensor Odd() => randn([1, 2, 4, 1], generator: random).transpose(2, 3);
    }

    [Fact]
    public void Of_EveryPairAllowed_NeedsNoBias()
    {
        using var scope = NewDisposeScope();

        var mask = SoftmaxMask.Of(ones(2, 3, 4, dtype: ScalarType.Bool), float32);

        Assert.Equal(new SoftmaxMask(null, null), mask);
    }

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
    public void Weights_OfBfloat16_AreThoseOfFloat32RoundedOnce()
    {
        using var scope = NewDisposeScope();
        var scores = (randn([1, 2, 3, 500], generator: new Generator(1)) * 8).to(ScalarType.BFloat16);
        var mask = new SoftmaxMask(null, null);

        var weights = MaskedAttention.Weights(scores, mask);

        TensorAssert.SameBits(MaskedAttention.Weights(scores.to(float32), mask).to(ScalarType.BFloat16), weights);
    }

    [Fact]
    public void Context_OfBfloat16ThatIsTrained_IsThatOfFloat32RoundedOnce()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        Tensor Of(int frames) => randn([2, 3, frames, 8], generator: random).to(ScalarType.BFloat16);
        var (query, key, value) = (Of(40).requires_grad_(), Of(50), Of(50));
        var pairs = rand([2, 40, 50], generator: random).lt(0.5);
        pairs[0, 3] = false;

        var context = MaskedAttention.Context(query, key, value, SoftmaxMask.Of(pairs, ScalarType.BFloat16));

        var exact = MaskedAttention.Context(
            query.detach().to(float32), key.to(float32), value.to(float32), SoftmaxMask.Of(pairs, float32));
        TensorAssert.SameBits(exact.to(ScalarType.BFloat16), context.detach());
    }

    [Fact]
    public void Context_KeyOfOtherWidth_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TensorShapeException>(() => MaskedAttention.Context(
            zeros(2, 3, 4, 5), zeros(2, 3, 6, 7), zeros(2, 3, 6, 7), new(null, null)));

        Assert.Equal("key must be [B=2, H=3, R, A=5], but was [2, 3, 6, 7].", fault.Message);
    }

    [Fact]
    public void Weights_MaskOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var mask = SoftmaxMask.Of(zeros(1, 2, 4, dtype: ScalarType.Bool), float32);

        var fault = Assert.Throws<TensorShapeException>(() => MaskedAttention.Weights(zeros(1, 1, 2, 3), mask));

        Assert.Equal("mask.Bias must be [B, 1, T=2, R=3], but was [1, 1, 2, 4].", fault.Message);
    }
}
