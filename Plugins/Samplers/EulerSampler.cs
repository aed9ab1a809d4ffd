using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Solves the probability-flow equation of the reverse diffusion with Euler steps.</summary>
/// <remarks>
/// <c>x ← x − h·½·(μ − x − score(x, t))·β(t)</c>, masked after each step, with h = 1/Steps and the midpoint times
/// t = 1 − (i + ½)·h, i = 0 … Steps − 1. Source: Popov et al. 2021 (Grad-TTS), eq. 11; the midpoint times are of its
/// published code. Gradients flow unless the caller forbids them. No randomness.
/// </remarks>
public sealed class EulerSampler : ISampler
{
    private readonly NoiseSchedule schedule;
    private readonly int steps;

    /// <summary>Creates the sampler for a noise schedule.</summary>
    /// <exception cref="OptionsException">An option or the schedule breaks its rules.</exception>
    public EulerSampler(EulerOptions options, SamplerContext context)
    {
        steps = options.Validated().Steps;
        schedule = context.Schedule.Validated();
    }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">An input, or a score, is not shaped as stated.</exception>
    public Tensor Sample(SamplerInput input)
    {
        var (start, mean, mask) = (input.Start, input.Mean, input.Mask);
        HasShape(start, "B M T", [Any, Any, Any]);
        HasShape(mean, "B M T", start.shape);
        HasShape(mask, "B T", [start.shape[0], start.shape[2]]);

        using var scope = NewDisposeScope();
        var valid = mask.unsqueeze(1).to(start.dtype);   // [B, 1, T]
        var x = start * valid;
        for (var step = 0; step < steps; step++)
        {
            using var previous = x;
            x = Stepped(previous, input, 1.0 - (step + 0.5) / steps, valid);
        }
        return x.MoveToOuterDisposeScope();              // [B, M, T]
    }

    private Tensor Stepped(Tensor x, SamplerInput input, double time, Tensor valid)
    {
        using var scope = NewDisposeScope();
        var t = full([x.shape[0]], time, dtype: x.dtype, device: x.device);      // [B]
        var score = input.Score(x, t);
        HasShape(score, "B M T", x.shape);
        var beta = schedule.Beta(t).view(-1, 1, 1);                              // [B, 1, 1]
        var drift = 0.5 * (input.Mean - x - score) * beta;                       // [B, M, T]
        return ((x - drift / steps) * valid).MoveToOuterDisposeScope();
    }
}
