using Melange.Host.Assembly;

namespace Melange.Host.Training;

/// <summary>The learning rate of each step: it warms up, stays, and cools down.</summary>
/// <remarks>
/// Source: Loshchilov and Hutter 2017 (SGDR), eq. 5, one half period over the steps of the cool-down.
/// </remarks>
public static class LearningRate
{
    /// <summary>Rises linearly over the warm-up, and falls to 0 along half a cosine over the cool-down.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="options">Rate, warm-up, cool-down and number of steps.</param>
    public static double At(int step, TrainingOptions options)
    {
        var warmth = Math.Min(1.0, (step + 1.0) / Math.Max(1, options.WarmUpSteps));
        var cooled = Math.Max(0.0, step - (options.Steps - options.CoolDownSteps)) / Math.Max(1, options.CoolDownSteps);
        return options.LearningRate * warmth * 0.5 * (1 + Math.Cos(Math.PI * cooled));
    }
}
