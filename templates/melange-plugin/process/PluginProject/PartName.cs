using Melange;

namespace PartSpace;

/// <summary>A flow along quarter circles from noise to mel; the estimator is asked for dx/dt.</summary>
/// <remarks>
/// With θ = π·t/2: <c>x_t = cos θ·x_0 + sin θ·z</c>, z standard normal, and <c>dx/dt = π/2·(cos θ·z − sin θ·x_0)</c>.
/// Source: Albergo and Vanden-Eijnden 2023 (Building Normalizing Flows with Stochastic Interpolants), the trigonometric
/// interpolant. B batch, M mel bins, T frames.
/// </remarks>
public sealed class PartName : IProcess
{
    private const double Quarter = Math.PI / 2;

    /// <inheritdoc/>
    /// <remarks>Zero.</remarks>
    public Tensor Center(Tensor mean) => zeros_like(mean);

    /// <inheritdoc/>
    public double Decay(double time) => Math.Cos(Quarter * time);

    /// <inheritdoc/>
    public double Spread(double time) => Math.Sin(Quarter * time);

    /// <inheritdoc/>
    public Tensor Noisy(ProcessExample example)
    {
        using var scope = NewDisposeScope();
        var angle = Angle(example.Time);                                            // [B, 1, 1]
        return (angle.cos() * example.Data + angle.sin() * example.Noise).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Deviation(Tensor answer, ProcessExample example)
    {
        using var scope = NewDisposeScope();
        var angle = Angle(example.Time);                                            // [B, 1, 1]
        var slope = Quarter * (angle.cos() * example.Noise - angle.sin() * example.Data);
        return (answer - slope).MoveToOuterDisposeScope();                          // [B, M, T]
    }

    /// <inheritdoc/>
    /// <remarks>−π/2·sin θ·mu: where the data are N(mu, 1), x only turns around their mean.</remarks>
    public Tensor AnswerOfPrior(Tensor noisy, Tensor mean, Tensor time)
    {
        using var scope = NewDisposeScope();
        return (-Quarter * Angle(time).sin() * mean).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Flow(Tensor answer, ProcessPoint at) => answer.clone();

    /// <inheritdoc/>
    /// <remarks>cos θ·x − sin θ·2/π·dx/dt.</remarks>
    public Tensor Data(Tensor answer, ProcessPoint at)
    {
        using var scope = NewDisposeScope();
        return (Decay(at.Time) * at.Noisy - Spread(at.Time) / Quarter * answer).MoveToOuterDisposeScope();
    }

    private static Tensor Angle(Tensor time) => (Quarter * time).view(-1, 1, 1);
}
