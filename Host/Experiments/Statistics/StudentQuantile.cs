using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Melange.Host.Experiments.Statistics;

/// <summary>Two-sided quantiles of Student's t distribution.</summary>
/// <remarks>
/// <c>P(|T| &gt; t) = I_x(ν/2, ½)</c>, x = ν/(ν + t²), solved for t by Newton's method in the logarithms of both,
/// kept within a bracket. Exact to a relative 1e-10 for levels from 1e-12 to 1, where the library's own
/// (<c>StudentT.InvCDF</c> of MathNet.Numerics 5.0.0) looks for t below 800 alone: few seeds have greater ones.
/// </remarks>
internal static class StudentQuantile
{
    private const int MostSteps = 200;
    private const double Tolerance = 1e-12, Widest = 50;

    /// <summary>The t that |T| exceeds with this probability.</summary>
    /// <param name="level">The probability, above 0 and at most 1.</param>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    public static double TwoSided(double level, double freedom)
    {
        if (level >= 1)
            return 0;
        var (low, high, at) = (-Widest, Widest, 0.5);                       // of ln t
        for (var step = 0; step < MostSteps; step++)
        {
            var t = Math.Exp(at);
            var tail = SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + t * t));
            if (tail > level)
                low = at;
            else
                high = at;
            var next = at + Math.Log(tail / level) * tail / (2 * t * StudentT.PDF(0, 1, freedom, t));
            if (Math.Abs(next - at) < Tolerance)
                return Math.Exp(next);
            at = next > low && next < high ? next : (low + high) / 2;
        }
        return Math.Exp(at);
    }
}
