using Melange.Testing;

namespace Melange.Tests.Attention;

public sealed class RotaryFramesTests
{
    [Fact]
    public void Rotate_TwoFeatures_TurnsByThePosition()
    {
        using var scope = NewDisposeScope();
        var frames = tensor(new double[,] { { 1, 1, 1 }, { 0, 0, 2 } });            // [A, N]

        var turned = RotaryFrames.Rotate(frames, featureAxis: 0, frameAxis: 1, stride: 1);

        double[,] expected =
        {
            { 1, Math.Cos(1), Math.Cos(2) - 2 * Math.Sin(2) },
            { 0, Math.Sin(1), Math.Sin(2) + 2 * Math.Cos(2) }
        };
        TensorAssert.Close(tensor(expected), turned, 1e-12); // float64
    }

    [Fact]
    public void Rotate_FourFeatures_TurnsPairsHalfAHeadApartByTheirRates()
    {
        using var scope = NewDisposeScope();
        var frames = tensor(new double[,] { { 0, 0, 0, 0 }, { 1, 2, 3, 4 } });      // [N, A]

        var turned = RotaryFrames.Rotate(frames, featureAxis: 1, frameAxis: 0, stride: 5);

        var (fast, slow) = (5.0, 5 / Math.Sqrt(10000));                             // 10000^(−2i/A), i = 0 and 1
        double[] expected =
        [
            Math.Cos(fast) - 3 * Math.Sin(fast), 2 * Math.Cos(slow) - 4 * Math.Sin(slow),
            Math.Sin(fast) + 3 * Math.Cos(fast), 2 * Math.Sin(slow) + 4 * Math.Cos(slow)
        ];
        TensorAssert.Close(zeros(4, dtype: float64), turned[0], 0);
        TensorAssert.Close(tensor(expected), turned[1], 1e-12); // float64
    }

    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(4, 1), InlineData(2, 3)]
    public void Rotate_QueryAndKey_ScoreByTheirDistanceOnly(int targetStride, int referenceStride)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var (query, key) = (randn([6, 1], float64, generator: random), randn([6, 1], float64, generator: random));

        var turned = RotaryFrames.Rotate(query.expand(6, 9), 0, 1, targetStride);   // the same query at 9 places
        var against = RotaryFrames.Rotate(key.expand(6, 11), 0, 1, referenceStride);
        var scores = turned.t().mm(against);                                        // [T, R]

        var byDistance = new Dictionary<int, double>();
        for (var t = 0; t < 9; t++)
            for (var r = 0; r < 11; r++)
            {
                var score = scores[t, r].item<double>();
                var distance = t * targetStride - r * referenceStride;
                Assert.Equal(byDistance.TryAdd(distance, score) ? score : byDistance[distance], score, 1e-12);
            }
        Assert.True(byDistance.Values.Max() - byDistance.Values.Min() > 0.1, "Distance means nothing.");
    }

    [Fact]
    public void Rotate_AnyFrames_KeepsTheirNorm()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var frames = randn([2, 4, 3, 5], float64, generator: random);               // [B, A, M, N]

        var turned = RotaryFrames.Rotate(frames, featureAxis: 1, frameAxis: 3, stride: 2);

        Assert.Equal(frames.shape, turned.shape);
        TensorAssert.Close(frames.norm(1), turned.norm(1), 1e-12); // float64
        TensorAssert.SameBits(frames.select(3, 0), turned.select(3, 0));            // position 0
    }

    [Fact]
    public void Rotate_FeaturesAfterOrBeforeFrames_IsTheSame()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var frames = randn([2, 4, 3, 5], generator: random);                        // [B, A, M, N]

        var before = RotaryFrames.Rotate(frames, featureAxis: 1, frameAxis: 3, stride: 2);
        var after = RotaryFrames.Rotate(frames.permute(0, 3, 2, 1), featureAxis: 3, frameAxis: 1, stride: 2);

        TensorAssert.SameBits(before, after.permute(0, 3, 2, 1));
    }

    [Fact]
    public void Rotate_FarFramesInFloat32_AreThoseOfFloat64()
    {
        using var scope = NewDisposeScope();
        var frames = ones(8, 5000);

        var single = RotaryFrames.Rotate(frames, 0, 1, stride: 4);
        var twice = RotaryFrames.Rotate(frames.to(float64), 0, 1, stride: 4);

        TensorAssert.Close(twice, single, 3e-3); // an angle near 20 000 has a float32 spacing of 2e-3
    }
}
