using Melange;
using static Melange.TensorShape;

namespace PartSpace;

/// <summary>Solves the probability-flow equation of the reverse diffusion with equal Euler steps.</summary>
/// <remarks>
/// x ← x − h·½·(μ − x − score(x, t))·β(t), h = 1/Steps, t the middle of each step, from 1 to 0. Source: Popov et al.
/// 2021 (Grad-TTS), eq. 11. First order; one score a step; no randomness. B batch, M mel bins, T frames.
/// </remarks>
public sealed class PartName : ISampler
{
    private readonly NoiseSchedule schedule;
    private readonly int steps;

    /// <summary>Creates the sampler for a noise schedule.</summary>
    /// <exception cref="OptionsException">An option or the schedule breaks its rules.</exception>
    public PartName(PartNameOptions options, SamplerContext context) =>
        (steps, schedule) = (options.Validated().Steps, context.Schedule.Validated());

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">An input, or a score, is not shaped as stated.</exception>
    public Tensor Sample(SamplerInput input)
    {
        var (start, mean, mask) = (input.Start, input.Mean, input.Mask);
        HasShape(start, "B M T", [Any, Any, Any]);
        HasShape(mean, "B M T", start.shape);
        HasShape(mask, "B T", [start.shape[0], start.shape[2]]);
        using var scope = NewDisposeScope();
        var real = mask.unsqueeze(1).to(start.dtype);                               // [B, 1, T]
        var x = start * real;                                                       // [B, M, T]
        for (var step = 0; step < steps; step++)
        {
            using var before = x;
            x = After(before, input, real, time: 1 - (step + 0.5) / steps);
        }
        return x.MoveToOuterDisposeScope();
    }

    private Tensor After(Tensor x, SamplerInput input, Tensor real, double time)
    {
        using var scope = NewDisposeScope();
        var score = input.Score(x, full([x.shape[0]], time, dtype: x.dtype, device: x.device));
        HasShape(score, "B M T", x.shape);
        var drift = 0.5 * schedule.Beta(time) * (input.Mean - x - score);           // [B, M, T]
        return ((x - drift / steps) * real).MoveToOuterDisposeScope();
    }
}
