using System.Runtime.Intrinsics;

namespace Melange.Plugins.Tests.Estimator;

public sealed class VectorActivationTests
{
    private static readonly float[] Values =
        [-1000, -100, -86, -20, -3.5f, -0.7f, -1e-9f, 0, 1e-9f, 0.3f, 2, 9, 20, 39, 45, 1000];

    [Fact]
    public void VectorExponential_BetweenItsEnds_IsWithinOneInTenMillion()
    {
        for (var x = -86.9f; x < 39.9f; x += 0.013f)
        {
            var expected = Math.Exp(x);

            var power = VectorExponential.Of(Vector512.Create(x))[7];

            Assert.InRange(power / expected - 1, -1.2e-7, 1.2e-7); // float32 rounds by 6e-8
        }
    }

    [Fact]
    public void VectorMish_ValueAndSlope_FollowTheFormula()
    {
        var (values, slopes) = Of<VectorMish>();

        for (var i = 0; i < Values.Length; i++)
        {
            double x = Values[i], tanh = Math.Tanh(x > 50 ? x : Math.Log(1 + Math.Exp(x)));
            Close(x * tanh, values[i]);
            Close(tanh + x * (1 - tanh * tanh) / (1 + Math.Exp(-x)), slopes[i]);
        }
    }

    [Fact]
    public void VectorSilu_ValueAndSlope_FollowTheFormula()
    {
        var (values, slopes) = Of<VectorSilu>();

        for (var i = 0; i < Values.Length; i++)
        {
            double x = Values[i], share = 1 / (1 + Math.Exp(-x));
            Close(x * share, values[i]);
            Close(share * (1 + x * (1 - share)), slopes[i]);
        }
    }

    [Fact]
    public void VectorActivations_NaNAmongValues_StaysThereAndSpoilsNoOther()
    {
        var values = Vector512<float>.One.WithElement(3, float.NaN);

        foreach (var result in new[] { VectorMish.Value(values), VectorMish.Slope(values), VectorSilu.Value(values),
            VectorSilu.Slope(values) })
            Assert.Equal([3], Enumerable.Range(0, 16).Where(i => !float.IsFinite(result[i])));
    }

    private static (Vector512<float> Values, Vector512<float> Slopes) Of<T>() where T : IVectorActivation =>
        (T.Value(Vector512.Create(Values)), T.Slope(Vector512.Create(Values)));

    private static void Close(double expected, float actual) =>
        Assert.InRange(actual, expected - Slack(expected), expected + Slack(expected));

    // A few roundings of float32 beside the exponential's own, and what it gives below its least argument.
    private static double Slack(double expected) => 6e-7 * Math.Abs(expected) + 1e-34;
}
