namespace Melange.Plugins;

/// <summary>Solves the stochastic equation of the reverse diffusion with steps of greatest likelihood.</summary>
/// <remarks>
/// From t to s = t − h: <c>x ← x + β(t)·h·((½ + ω)·(x − μ) + (1 + κ)·score(x, t)) + σ·ξ</c>, masked after each step,
/// ξ standard normal. With γ(s, t) = e^(−½∫β from s to t): ν = γ(0, s)·(1 − γ²(s, t))/(1 − γ²(0, t)),
/// <c>κ = ν·(1 − γ²(0, t))/(γ(0, t)·β(t)·h) − 1</c>,
/// <c>ω = (γ(s, t)·(1 − γ²(0, s))/(1 − γ²(0, t)) − 1)/(β(t)·h) + (1 + κ)/(1 − γ²(0, t)) − ½</c>,
/// <c>σ² = (1 − γ²(0, s))·(1 − γ²(s, t))/(1 − γ²(0, t))</c>, which is 0 for the last step. Source: Popov et al. 2022
/// (Diffusion-Based Voice Conversion with Fast Maximum Likelihood Sampling Scheme), theorem 1. Departs from it: σ² as
/// in its published code, without the term for the variance of x_0 given x_t; other grids than the uniform one.
/// </remarks>
public sealed class MaximumLikelihoodSdeSampler : ISampler
{
    private readonly NoiseSchedule schedule;
    private readonly TimeGrid grid;

    /// <summary>Creates the sampler for a noise schedule.</summary>
    /// <exception cref="OptionsException">An option or the schedule breaks its rules.</exception>
    public MaximumLikelihoodSdeSampler(MaximumLikelihoodSdeOptions options, SamplerContext context)
    {
        var valid = options.Validated();
        schedule = context.Schedule.Validated();
        grid = new((valid.Steps, valid.Grid, valid.EndTime), context.Process);
    }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">An input, or a score, is not shaped as stated.</exception>
    public Tensor Sample(SamplerInput input)
    {
        using var scope = NewDisposeScope();
        var process = new ReverseProcess(input);
        return process.Solve(grid.Steps, (x, step) =>
        {
            var (t, s) = (grid[step], grid[step + 1]);
            var betaH = schedule.Beta(t) * (t - s);
            var (kappa, omega, sigma) = Coefficients(s, t, betaH);
            var drift = (0.5 + omega) * (x - input.Mean) + (1 + kappa) * process.Score(x, t); // [B, M, T]
            var next = x + betaH * drift;
            return s == 0 ? next : next + sigma * process.Noise();
        }).MoveToOuterDisposeScope();
    }

    private (double Kappa, double Omega, double Sigma) Coefficients(double s, double t, double betaH)
    {
        var (variance, varianceOfS) = (1 - GammaSquared(0, t), 1 - GammaSquared(0, s));
        var added = 1 - GammaSquared(s, t);
        var mu = Math.Sqrt(GammaSquared(s, t)) * varianceOfS / variance;
        var nu = Math.Sqrt(GammaSquared(0, s)) * added / variance;
        var kappa = nu * variance / (Math.Sqrt(GammaSquared(0, t)) * betaH) - 1;
        var omega = (mu - 1) / betaH + (1 + kappa) / variance - 0.5;
        return (kappa, omega, Math.Sqrt(varianceOfS * added / variance));
    }

    private double GammaSquared(double s, double t) =>
        Math.Exp(schedule.BetaIntegral(s) - schedule.BetaIntegral(t));
}
