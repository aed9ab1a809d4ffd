using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>One run of a sampler: its input checked, and what every sampler does with it.</summary>
/// <remarks>B batch, M mel bins, T frames. Its tensors belong to the dispose scope that it is made in.</remarks>
internal sealed class ReverseProcess
{
    private readonly SamplerInput input;
    private readonly Tensor valid; // [B, 1, T]

    /// <summary>Checks the input of a sampler.</summary>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    public ReverseProcess(SamplerInput input)
    {
        this.input = input;
        var (start, mean, mask) = (input.Start, input.Mean, input.Mask);
        HasShape(start, "B M T", [Any, Any, Any]);
        HasShape(mean, "B M T", start.shape);
        HasShape(mask, "B T", [start.shape[0], start.shape[2]]);
        valid = mask.unsqueeze(1).to(start.dtype);
    }

    /// <summary>The score at x and one time for all items.</summary>
    /// <param name="x">Noisy mel, <c>[B, M, T]</c>.</param>
    /// <param name="time">Diffusion time, above 0.</param>
    /// <returns>The score, <c>[B, M, T]</c>.</returns>
    /// <exception cref="TensorShapeException">The score is not shaped as x.</exception>
    public Tensor Score(Tensor x, double time) => Score(x, TimesOf(x, time));

    /// <summary>The score at x and times <c>[B]</c>.</summary>
    /// <exception cref="TensorShapeException">The score is not shaped as x.</exception>
    public Tensor Score(Tensor x, Tensor times)
    {
        var score = input.Score(x, times);
        HasShape(score, "B M T", x.shape);
        return score;
    }

    /// <summary>One time for every item of x, <c>[B]</c>.</summary>
    public static Tensor TimesOf(Tensor x, double time) =>
        full([x.shape[0]], time, dtype: x.dtype, device: x.device);

    /// <summary>Standard normal noise as large as x, drawn on the CPU, <c>[B, M, T]</c>.</summary>
    public Tensor Noise() =>
        randn(input.Start.shape, dtype: input.Start.dtype, generator: input.Random).to(input.Start.device);

    /// <summary>x with zero in frames outside the mask, <c>[B, M, T]</c>.</summary>
    public Tensor Masked(Tensor x) => x * valid;

    /// <summary>Goes from the start through all steps; frames outside the mask are zero around each.</summary>
    /// <param name="steps">Number of steps.</param>
    /// <param name="step">Gives x after a step from x before it and the step's index.</param>
    /// <returns>x after the last step, <c>[B, M, T]</c>, in the caller's dispose scope.</returns>
    public Tensor Solve(int steps, Func<Tensor, int, Tensor> step)
    {
        var x = Masked(input.Start);
        for (var index = 0; index < steps; index++)
        {
            using var previous = x;
            using var scope = NewDisposeScope();
            x = Masked(step(previous, index)).MoveToOuterDisposeScope();
        }
        return x;
    }
}
