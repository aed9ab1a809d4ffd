using Melange.Host.Assembly;

namespace Melange.Host.Training;

/// <summary>The learning rate of each step.</summary>
public static class LearningRate
{
    /// <summary>Rises linearly over the warm-up, then follows its course to the last step.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="options">Rate, warm-up, course and number of steps.</param>
    public static double At(int step, TrainingOptions options)
    {
        var warmth = Math.Min(1.0, (step + 1.0) / Math.Max(1, options.WarmUpSteps));
        var share = Math.Clamp((step - options.WarmUpSteps) / Math.Max(1.0, options.Steps - options.WarmUpSteps), 0, 1);
        var course = options.RateCourse == RateCourse.Cosine ? 0.5 * (1 + Math.Cos(Math.PI * share)) : 1;
        return options.LearningRate * warmth * course;
    }
}
